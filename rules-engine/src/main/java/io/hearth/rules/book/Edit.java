package io.hearth.rules.book;

import io.hearth.rules.rule.Rule;
import java.util.function.UnaryOperator;

/** What is to become of a rule. */
public sealed interface Edit {
    /** Which rule. */
    String name();

    /** It is made; there must be none of its name. */
    record Add(Rule rule) implements Edit {
        @Override
        public String name() {
            return rule.name();
        }
    }

    /** It is replaced; there must be one of its name. */
    record Replace(Rule rule) implements Edit {
        @Override
        public String name() {
            return rule.name();
        }
    }

    /** It is made or replaced. */
    record Put(Rule rule) implements Edit {
        @Override
        public String name() {
            return rule.name();
        }
    }

    /**
     * It is changed, from what it is when it is its turn.
     *
     * @param change keeps the name; what it throws stops the whole request, and nothing of that is applied
     */
    record Amend(String name, UnaryOperator<Rule> change) implements Edit {}

    /** It is deleted; there must be one of its name. */
    record Remove(String name) implements Edit {}

    /** It is there again after it was deleted, as the same rule with one more version; there must be none of its name. */
    record Revive(DeletedRule deleted, Rule rule) implements Edit {
        @Override
        public String name() {
            return rule.name();
        }
    }
}
