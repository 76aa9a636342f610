package io.hearth.device.intake;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a broker tells of its clients.
 *
 * @param levels of the topic: {@code {client}} is the client's id, {@code +} is anything
 */
record ClientTopic(List<String> levels) {
    private static final String CLIENT = "{client}";
    private static final String ANY = "+";

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    static ClientTopic of(String setting, String text) {
        List<String> levels = List.of(text.split("/", -1));
        boolean allowed = Collections.frequency(levels, CLIENT) == 1
                && levels.stream()
                        .allMatch(level -> level.equals(ANY)
                                || level.equals(CLIENT)
                                || level.chars()
                                        .noneMatch(c -> c == '+' || c == '#' || c == '{' || c == '}' || c == 0));
        if (!allowed) {
            throw new IllegalArgumentException(setting + " is '" + text + "', allowed is a topic with one level "
                    + CLIENT + ", and + for levels that may be anything");
        }
        return new ClientTopic(levels);
    }

    /** The filter to subscribe to. */
    String filter() {
        return String.join(
                "/",
                levels.stream().map(level -> level.equals(CLIENT) ? ANY : level).toList());
    }

    /** The id of the client that a topic tells of; absent when it is another's topic. */
    Optional<String> client(String topic) {
        String[] said = topic.split("/", -1);
        if (said.length != levels.size()) {
            return Optional.empty();
        }
        String client = "";
        for (int i = 0; i < said.length; i++) {
            String level = levels.get(i);
            if (level.equals(CLIENT)) {
                client = said[i];
            } else if (!level.equals(ANY) && !level.equals(said[i])) {
                return Optional.empty();
            }
        }
        return client.isEmpty() ? Optional.empty() : Optional.of(client);
    }
}
