package io.hearth.rules.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule does when it becomes active, or is no longer. */
public sealed interface Action {
    /**
     * A set command to a device, over core-command.
     *
     * @param device  the device's name
     * @param command the name of its command or resource
     * @param values  resource names with their values, sent as given and in this order: text, numbers, booleans, lists and
     *                maps of them
     */
    record Command(String device, String command, Map<String, Object> values) implements Action {
        /** Keeps the order of the values. */
        public Command {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
