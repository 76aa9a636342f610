package io.hearth.rules.action.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A text with placeholders, {@code ${value}}. {@code $${} stands for {@code ${} as it is.
 *
 * @param parts the pieces, in order
 */
public record Template(List<Part> parts) {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";
    private static final int SHOWN = 80;

    /** Keeps a copy. */
    public Template {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTemplate when a placeholder is not known, or has no end
     */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                literal.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new InvalidTemplate("has " + shown(text.substring(at)) + " without an end; allowed are "
                            + Placeholders.ALLOWED + ", and $${ for ${ as it is");
                }
                add(parts, literal);
                parts.add(new Part.Placeholder(Placeholders.known(text.substring(at + OPEN.length(), end))));
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        add(parts, literal);
        return new Template(parts);
    }

    private static void add(List<Part> parts, StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /**
     * Checks all texts of a tree of plain values.
     *
     * @param path where the tree is in the document, for the message
     * @throws InvalidTemplate with field, placeholder, and those that are allowed
     */
    public static void check(String path, Object tree) {
        switch (tree) {
            case String text -> {
                try {
                    of(text);
                } catch (InvalidTemplate unknown) {
                    throw new InvalidTemplate("field " + path + " " + unknown.getMessage());
                }
            }
            case Map<?, ?> map -> map.forEach((name, value) -> check(path + "." + name, value));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    check(path + "[" + i + "]", list.get(i));
                }
            }
            case null, default -> {}
        }
    }

    /** Whether nothing is to be filled. */
    public boolean isFixed() {
        return parts.stream().noneMatch(Part.Placeholder.class::isInstance);
    }

    /** The text in front of the first placeholder. */
    public String fixedStart() {
        return parts.stream()
                .takeWhile(Part.Literal.class::isInstance)
                .map(part -> ((Part.Literal) part).text())
                .collect(Collectors.joining());
    }

    /**
     * The tree with all its texts filled. A text that is one placeholder and nothing else becomes the value itself: a number
     * stays a number, and null stands for a value that there is not. Names in maps stay as they are.
     *
     * @throws Unfit when it would be longer than allowed
     */
    public static Object fill(Object tree, Values values) {
        return switch (tree) {
            case String text -> of(text).tree(values);
            case Map<?, ?> map -> {
                Map<String, Object> filled = new LinkedHashMap<>();
                map.forEach((name, value) -> filled.put((String) name, fill(value, values)));
                yield filled;
            }
            case List<?> list -> {
                List<Object> filled = new ArrayList<>(list.size());
                list.forEach(item -> filled.add(fill(item, values)));
                yield filled;
            }
            case null -> null;
            default -> tree;
        };
    }

    private Object tree(Values values) {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Placeholder(String name)
                ? values.take(name)
                : text(values);
    }

    /**
     * The filled text; a value that there is not is empty.
     *
     * @throws Unfit when it would be longer than allowed
     */
    public String text(Values values) {
        return text(values, UnaryOperator.identity());
    }

    /** As {@link #text(Values)}, each value made fit for where it goes. */
    public String text(Values values, UnaryOperator<String> fit) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String literal) -> text.append(literal);
                case Part.Placeholder(String name) -> text.append(fit.apply(values.takeText(name)));
            }
        }
        return text.toString();
    }

    static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
