package io.hearth.bench.load;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of one run of the bench.
 *
 * @param at      when it began, ISO 8601
 * @param machine what it ran on, by name
 * @param brief   whether it only shows that it works: its figures say nothing then
 */
record Report(String at, Map<String, String> machine, boolean brief, List<Table> tables) {
    /** Of this machine, now. */
    static Report of(boolean brief, List<Table> tables) {
        Map<String, String> machine = new TreeMap<>(Map.of(
                "architecture", System.getProperty("os.arch"),
                "processors", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "java", Runtime.version().toString(),
                "commit", commit()));
        return new Report(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), machine, brief, tables);
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    /** Whether all that was run was void. */
    boolean hasNothing() {
        return tables.stream().flatMap(table -> table.rows().stream()).allMatch(row -> row.figures()
                .isEmpty());
    }

    /** Writes {@code load.json} and {@code load.html}, over those that are there. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("load.json"),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.writeString(folder.resolve("load.html"), Page.of(this));
    }
}
