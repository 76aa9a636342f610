package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;

/**
 * What is at work in one turn: made for it, and nothing of it is used in another. Who has kept a part of it for longer than
 * that changes nothing with it.
 */
record Work(Engine engine, RuleBook book, Actions actions) implements AutoCloseable {
    /** Takes up what is stored. Bears repeating. */
    void load() {
        book.load();
    }

    /** Begins nothing more; what is not done is stored, and goes on in the next turn. */
    @Override
    public void close() {
        actions.close();
    }
}
