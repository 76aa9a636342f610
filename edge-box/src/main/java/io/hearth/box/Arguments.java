package io.hearth.box;

import java.util.HashMap;
import java.util.Map;

/** The box's command line, as settings: {@code --mqtt H:P --redis H:P --port-offset N --data DIR}. */
final class Arguments {
    private static final Map<String, String> KEYS = Map.of(
            "--mqtt", "hearth.box.broker.external",
            "--redis", "hearth.box.redis.external",
            "--port-offset", "hearth.box.port-offset",
            "--data", "hearth.box.data");

    private Arguments() {}

    /**
     * The settings that the words stand for.
     *
     * @throws Refusal naming the word that is not understood and what is
     */
    static Map<String, String> settings(String... words) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            String key = KEYS.get(words[i]);
            if (key == null) {
                throw new Refusal(
                        "'%s' is not understood: the box takes --mqtt HOST:PORT, --redis HOST:PORT, --port-offset N and --data DIR"
                                .formatted(words[i]));
            }
            if (i + 1 == words.length || words[i + 1].isBlank()) {
                throw new Refusal(words[i] + " needs a value after it");
            }
            settings.put(key, checked(words[i], words[i + 1]));
        }
        return settings;
    }

    private static String checked(String word, String value) {
        try {
            return switch (word) {
                case "--mqtt", "--redis" -> Server.of(value).toString();
                case "--port-offset" -> Integer.toString(Integer.parseInt(value));
                default -> value;
            };
        } catch (NumberFormatException notANumber) {
            throw new Refusal(word + " takes a whole number, not '" + value + "'");
        } catch (IllegalArgumentException notAServer) {
            throw new Refusal(word + ": " + notAServer.getMessage());
        }
    }
}
