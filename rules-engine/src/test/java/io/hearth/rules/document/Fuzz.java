package io.hearth.rules.document;

import io.hearth.rules.Given;
import java.util.List;
import java.util.Random;

/** Rule documents gone wrong in all kinds of ways, the same for the same seed; some are still rules. */
public final class Fuzz {
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "\"\"",
            "\"NaN\"",
            "NaN",
            "Infinity",
            "-0",
            "1e999",
            "1e-400",
            "9007199254740993",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"a\":{\"b\":{}}}",
            "\"안녕하세요\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "20",
            "20.5",
            "-1",
            "\"20\"",
            "\"x\"",
            "0x10",
            "01",
            "'x'",
            "/*c*/",
            ",",
            ":",
            "}",
            "{",
            "]",
            "[",
            "\"",
            "\\",
            "\u0000");
    private static final List<String> FIELDS = List.of(
            "\"above\": 25,",
            "\"clearBelow\": 1,",
            "\"deadband\": 1,",
            "\"onDelay\": \"30s\",",
            "\"enabled\": false,",
            "\"severity\": \"info\",",
            "\"labels\": [\"a\"],",
            "\"name\": \"again\",",
            "\"cel\": \"1 < 2\",",
            "\"\": 1,");

    private final Random random;

    public Fuzz(long seed) {
        this.random = new Random(seed);
    }

    /** The next document; {@code name} is its rule's name if it is one. */
    public String next(String name) {
        StringBuilder text = new StringBuilder(Given.BOILER.replace("boiler-on-when-cold", name));
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(6)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, any(PIECES));
            case 2 -> replaceValue(text, at);
            case 3 -> insertField(text, at);
            case 4 -> text.setCharAt(at, (char) random.nextInt(0x80));
            default -> text.setLength(Math.max(1, text.length() - random.nextInt(40)));
        }
    }

    private void replaceValue(StringBuilder text, int at) {
        int colon = text.indexOf(":", at);
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, any(PIECES));
        }
    }

    private void insertField(StringBuilder text, int at) {
        int brace = text.indexOf("{", at);
        text.insert(brace < 0 ? 1 : brace + 1, any(FIELDS));
    }

    private String any(List<String> pieces) {
        return pieces.get(random.nextInt(pieces.size()));
    }
}
