package io.hearth.rules.book;

import io.hearth.rules.rule.KnownRule;

/** What became of an {@link Edit}. */
public sealed interface Saving {
    /** The rule is new, stored and at work as it is here. */
    record Added(KnownRule rule) implements Saving {}

    /** The rule is stored and at work as it is here. */
    record Changed(KnownRule rule) implements Saving {}

    /** The rule was like this already: there is no new version of it. */
    record Unchanged(KnownRule rule) implements Saving {}

    /** The rule is gone; this is what it was. */
    record Removed(KnownRule rule) implements Saving {}

    /** There is a rule of this name already. */
    record NameInUse(String name) implements Saving {}

    /** There is no rule of this name. */
    record NotFound(String name) implements Saving {}

    /** There are as many rules as there may be. */
    record Full(int most) implements Saving {}
}
