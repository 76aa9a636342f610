package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;

/** What is at work in one turn: made for it, and nothing of it is used in another. */
record Work(Engine engine, RuleBook book, Actions actions) {}
