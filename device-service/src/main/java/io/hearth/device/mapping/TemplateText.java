package io.hearth.device.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a topic template, and says what is wrong with it. */
final class TemplateText {
    private static final int LONGEST_TOPIC = 65535;
    private static final String ALLOWED =
            "levels divided by '/', each a fixed text, a name in braces such as {device}, '+', or '#' at the end";

    private TemplateText() {}

    static List<Level> levels(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty, allowed are " + ALLOWED);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC) {
            throw new IllegalArgumentException("is longer than " + LONGEST_TOPIC + " bytes");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL character");
        }
        if (text.startsWith("$share/")) {
            throw new IllegalArgumentException("begins with $share/, allowed are " + ALLOWED);
        }
        String[] parts = text.split("/", -1);
        List<Level> levels = new ArrayList<>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            levels.add(level(parts[i], i == parts.length - 1));
        }
        if (levels.getFirst() instanceof Level.Named named && named.before().startsWith("$")) {
            throw new IllegalArgumentException(
                    "names a part of a first level that begins with $: no wildcard reaches such topics (MQTT 4.7.2)");
        }
        return levels;
    }

    private static Level level(String text, boolean last) {
        if (text.equals("+")) {
            return new Level.One();
        }
        if (text.equals("#") && last) {
            return new Level.Rest();
        }
        if (text.indexOf('+') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has a wildcard in '" + text + "', allowed are " + ALLOWED);
        }
        int open = text.indexOf('{');
        int close = text.indexOf('}');
        if (open < 0 && close < 0) {
            return new Level.Fixed(text);
        }
        String name = open >= 0 && close > open ? text.substring(open + 1, close) : "";
        String after = close >= 0 ? text.substring(close + 1) : "";
        if (!isName(name) || after.indexOf('{') >= 0 || after.indexOf('}') >= 0) {
            throw new IllegalArgumentException("has '" + text + "', allowed are " + ALLOWED);
        }
        return new Level.Named(name, text.substring(0, open), after);
    }

    /** A name as programmers know it; what it names may be anything. */
    private static boolean isName(String text) {
        return !text.isEmpty()
                && Character.isLetter(text.charAt(0))
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
}
