package io.hearth.bench.footprint;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Dockerfile says of an image. Read from there, so that what is measured cannot differ from what users run.
 *
 * @param environment what the image sets, but for what is given when it is built
 * @param training    the words of the program that makes the AOT cache while the image is built
 * @param entrypoint  the words of the service
 */
record Recipe(Map<String, String> environment, List<String> training, List<String> entrypoint) {
    private static final String TRAINING = "io.hearth.docker.Training";
    private static final String GIVEN = "${";

    /**
     * Reads a stage.
     *
     * @throws IllegalStateException when the file has no such stage, or it is not trained or not run as words of JSON
     */
    static Recipe of(Path dockerfile, String stage) {
        try {
            return of(Files.readString(dockerfile), stage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recipe of(String dockerfile, String stage) {
        List<String> instructions = instructions(dockerfile);
        int from = 0;
        while (from < instructions.size() && !instructions.get(from).matches("FROM \\S+ AS " + stage)) {
            from++;
        }
        if (from == instructions.size()) {
            throw new IllegalStateException("the Dockerfile has no stage " + stage);
        }
        List<String> own = instructions.stream()
                .skip(from + 1L)
                .takeWhile(line -> !line.startsWith("FROM "))
                .toList();
        return new Recipe(environment(own), words(own, "RUN", TRAINING), words(own, "ENTRYPOINT", ""));
    }

    /** A line each, without comments and with lines that go on put together. */
    private static List<String> instructions(String dockerfile) {
        return dockerfile
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\\\\n\\s*", " ")
                .lines()
                .toList();
    }

    private static Map<String, String> environment(List<String> instructions) {
        Map<String, String> environment = new LinkedHashMap<>();
        instructions.stream()
                .filter(line -> line.startsWith("ENV "))
                .flatMap(line -> Stream.of(line.substring(4).split("\\s+")))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> !pair[1].contains(GIVEN))
                .forEach(pair -> environment.put(pair[0], pair[1]));
        return environment;
    }

    private static List<String> words(List<String> instructions, String instruction, String containing) {
        String found = instructions.stream()
                .filter(line -> line.startsWith(instruction + " [") && line.contains(containing))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException(
                        "the Dockerfile has no " + instruction + " [...] " + containing + " where it was looked for"));
        try {
            String json = found.substring(instruction.length());
            return List.of(Json.read(json.getBytes(StandardCharsets.UTF_8), String[].class));
        } catch (IOException e) {
            throw new IllegalStateException("not words of JSON: " + found, e);
        }
    }
}
