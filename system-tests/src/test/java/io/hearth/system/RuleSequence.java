package io.hearth.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rule and what becomes of it, written as in the specification of the state machine: a step is {@code value>STATE} with a
 * mark for what the device is told then, {@code +} on and {@code -} off, {@code ~} for what is held back; without a value,
 * time passes until it is so. A bar stands behind the steps at which a kill is worth while.
 *
 * @param name   of the rule and its devices
 * @param fields what the rule has beside its limit and its actions
 * @param when   what its condition has beside device and resource
 * @param steps  what happens, in order
 * @param killed after how many of them there is something to be lost by a kill
 */
record RuleSequence(String name, String when, String fields, List<Step> steps, int killed) {
    /**
     * One step.
     *
     * @param value the reading; none when time passes
     * @param state the first letter of the state after it
     * @param told  what the device is told, if anything
     */
    record Step(Optional<String> value, char state, Optional<String> told) {
        private static Step of(String text) {
            int arrow = text.indexOf('>');
            return new Step(
                    Optional.of(text.substring(0, arrow)).filter(value -> !value.isEmpty()),
                    text.charAt(arrow + 1),
                    switch (text.substring(arrow + 2)) {
                        case "+" -> Optional.of("on");
                        case "-" -> Optional.of("off");
                        default -> Optional.empty();
                    });
        }

        /** Whether it is time that makes it happen. */
        boolean isTime() {
            return value.isEmpty();
        }
    }

    static RuleSequence of(String name, String when, String fields, String steps) {
        List<String> words = Arrays.asList(steps.split(" "));
        int bar = words.indexOf("|");
        List<Step> all =
                words.stream().filter(word -> !word.equals("|")).map(Step::of).toList();
        return new RuleSequence(name, when, fields, all, bar < 0 ? all.size() : bar);
    }

    /** The rule's document for a device, which is also the rule's name. */
    String rule(String device) {
        return """
                { "name": "%1$s",
                  "when": { "device": "%1$s", %2$s },
                  "then":      [ { "command": { "command": "control", "values": { "mode": "on" } } } ],
                  "otherwise": [ { "command": { "command": "control", "values": { "mode": "off" } } } ]%3$s }
                """.formatted(device, when, fields.isEmpty() ? "" : ", " + fields);
    }

    /** What a device is told in the first so many steps. */
    List<String> told(int first) {
        List<String> told = new ArrayList<>();
        steps.stream().limit(first).forEach(step -> step.told().ifPresent(told::add));
        return told;
    }
}
