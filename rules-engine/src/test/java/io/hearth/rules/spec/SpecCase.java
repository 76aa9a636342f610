package io.hearth.rules.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.rules.document.DocumentText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of the specification of the state machine ({@code state-machine.txt}, which says how it is written).
 *
 * @param title what it says
 * @param rule  the rule's document
 * @param steps what happens, and what must come of it
 */
public record SpecCase(String title, JsonNode rule, List<Step> steps) {
    /** The device that the rules are about. */
    public static final String DEVICE = "d";

    private static final List<String> WITHOUT_RESOURCE =
            List.of("resource", "all", "any", "absent", "expression", "within");

    /** What happens at a time. */
    public sealed interface Happening {
        /** A reading comes, measured at this time. */
        record Reading(String device, String resource, String value) implements Happening {}

        /** Nothing comes. */
        record Nothing() implements Happening {}

        /** An action of the rule succeeds. */
        record Done() implements Happening {}

        /** The engine that was at work until the step before starts again. */
        record Restart() implements Happening {}
    }

    /**
     * One step.
     *
     * @param nanos     when, after the beginning
     * @param state     the first letter of the state expected afterwards
     * @param marks     what was done since the step before: {@code +} then, {@code *} then again, {@code -} otherwise,
     *                  {@code ~} held back
     * @param changedAt when the last of it was decided, after the beginning; empty for any time
     */
    public record Step(long nanos, Happening happening, char state, String marks, Optional<Long> changedAt) {
        private Step numbered(String suffix) {
            Happening own = happening instanceof Happening.Reading(String device, String resource, String value)
                    ? new Happening.Reading(device + suffix, resource, value)
                    : happening;
            return new Step(nanos, own, state, marks, changedAt);
        }

        @Override
        public String toString() {
            return nanos / 1e9 + ":" + happening;
        }
    }

    /** The same with names of its own for the rule and for all devices, so that it can be one of many in one engine. */
    public SpecCase numbered(int number) {
        String suffix = "-" + number;
        ObjectNode own = rule.deepCopy();
        own.findParents("device").forEach(node -> ((ObjectNode) node)
                .put("device", node.get("device").textValue() + suffix));
        own.put("name", own.get("name").textValue() + suffix);
        return new SpecCase(
                title, own, steps.stream().map(step -> step.numbered(suffix)).toList());
    }

    /** Whether the engine is to start again somewhere in it. */
    public boolean hasRestart() {
        return steps.stream().anyMatch(step -> step.happening() instanceof Happening.Restart);
    }

    @Override
    public String toString() {
        return title;
    }

    /** All that are written down. */
    public static List<SpecCase> all() {
        try (var file = SpecCase.class.getResourceAsStream("/state-machine.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<SpecCase> cases = new ArrayList<>();
            Stream.of(text.split("\n"))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> cases.add(of(line)));
            return cases;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SpecCase of(String line) {
        String[] parts = line.split(" \\| ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("not title | rule | steps: " + line);
        }
        List<Step> steps =
                Arrays.stream(parts[2].trim().split(" +")).map(SpecCase::step).toList();
        return new SpecCase(parts[0].trim(), document(parts[0].trim(), parts[1]), steps);
    }

    /** Fills in what is the same everywhere. */
    private static JsonNode document(String title, String fields) {
        ObjectNode rule = (ObjectNode) DocumentText.parse(("{" + fields.trim() + "}").getBytes(StandardCharsets.UTF_8));
        rule.put("name", title.replaceAll("[^A-Za-z0-9]+", "-"));
        ObjectNode when = (ObjectNode) rule.get("when");
        if (WITHOUT_RESOURCE.stream().noneMatch(when::has)) {
            when.put("resource", "t");
        }
        if (!when.has("device") && !when.has("devicePattern")) {
            when.put("device", DEVICE);
        }
        if (!rule.has("then")) {
            rule.set("then", command("on"));
        }
        if (!rule.has("otherwise")) {
            rule.set("otherwise", command("off"));
        }
        return rule;
    }

    private static JsonNode command(String mode) {
        return DocumentText.parse(
                ("[{\"command\": {\"device\": \"boiler\", \"command\": \"control\", \"values\": {\"mode\": \"" + mode
                                + "\"}}}]")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** {@code 1:19>A+} or {@code 1:other/humidity=60>N} or {@code 31>A+@30} or {@code 5:done>A} or {@code 5:restart>P}. */
    private static Step step(String text) {
        String[] sides = text.split(">");
        String[] when = sides[0].split(":", 2);
        String[] expected = sides[1].split("@");
        return new Step(
                nanos(when[0]),
                when.length == 1 ? new Happening.Nothing() : happening(when[1]),
                expected[0].charAt(0),
                expected[0].substring(1),
                expected.length == 1 ? Optional.empty() : Optional.of(nanos(expected[1])));
    }

    private static Happening happening(String text) {
        if (text.equals("done")) {
            return new Happening.Done();
        }
        if (text.equals("restart")) {
            return new Happening.Restart();
        }
        String[] sides = text.split("=");
        String[] signal = (sides.length == 1 ? "t" : sides[0]).split("/");
        return new Happening.Reading(
                signal.length == 1 ? DEVICE : signal[0], signal[signal.length - 1], sides[sides.length - 1]);
    }

    private static long nanos(String seconds) {
        return new java.math.BigDecimal(seconds).movePointRight(9).longValueExact();
    }
}
