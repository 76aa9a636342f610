package io.hearth.rules.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A file with rules, and what became of it.
 *
 * @param name   its name in the folder
 * @param result taken (it was new, or another than before), unchanged (it is as it was when it was taken; rules changed since
 *               then over REST stay so), or refused
 * @param reason why it was refused; left out when it was not
 * @param rules  the names of the rules in it; none of a file that was refused
 */
public record RuleFile(
        String name,
        String result,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
        List<String> rules) {
    static RuleFile taken(String name, List<String> rules) {
        return new RuleFile(name, "taken", "", rules);
    }

    static RuleFile unchanged(String name, List<String> rules) {
        return new RuleFile(name, "unchanged", "", rules);
    }

    static RuleFile refused(String name, String reason) {
        return new RuleFile(name, "refused", reason, List.of());
    }
}
