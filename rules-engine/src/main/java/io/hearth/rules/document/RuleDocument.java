package io.hearth.rules.document;

import io.hearth.rules.rule.Rule;

/**
 * A rule as it was read.
 *
 * @param rule   what it says
 * @param places where it says it
 */
public record RuleDocument(Rule rule, Places places) {}
