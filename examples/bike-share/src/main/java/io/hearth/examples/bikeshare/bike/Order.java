package io.hearth.examples.bikeshare.bike;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a bike can be told on {@code bikes/<bike>/command}. */
public enum Order {
    LOCK,
    UNLOCK,
    ALARM;

    private static final JsonMapper JSON = new JsonMapper();

    /** As it is written in the payload. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads <code>{"command":"lock"}</code>; empty for anything else, which a bike passes over. */
    public static Optional<Order> of(String payload) {
        try {
            String word = JSON.readTree(payload).path("command").asText();
            return Arrays.stream(values())
                    .filter(order -> order.word().equals(word))
                    .findFirst();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
