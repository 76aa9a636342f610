package io.hearth.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An example as files: EdgeX's own YAML for profiles, devices and provision watchers, JSON for rules.
 *
 * @param profiles one EdgeX device profile each
 * @param devices  one EdgeX device each
 * @param watchers one EdgeX provision watcher each
 * @param rules    one bare rule each
 */
public record ExampleFiles(
        List<JsonNode> profiles, List<JsonNode> devices, List<JsonNode> watchers, List<JsonNode> rules) {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new JsonMapper();

    /**
     * Reads {@code profiles/*.yaml}, and, where there are any, {@code devices/*.yaml}, {@code provisionwatchers/*.yaml} and
     * {@code rules/*.json}, in the order of their names.
     *
     * @throws UnreadableFiles when there are no profiles, a file does not parse, or a thing in it has no name
     */
    public static ExampleFiles in(Path folder) throws UnreadableFiles {
        List<JsonNode> profiles = named(read(folder.resolve("profiles"), "yaml", YAML));
        List<JsonNode> devices = new ArrayList<>();
        for (Document document : readIfThere(folder.resolve("devices"), "yaml", YAML)) {
            JsonNode list = document.content().path("deviceList");
            if (!list.isArray()) {
                throw new UnreadableFiles(document.file() + " has no deviceList");
            }
            for (JsonNode device : list) {
                devices.add(named(new Document(document.file(), device)));
            }
        }
        return new ExampleFiles(
                profiles,
                List.copyOf(devices),
                named(readIfThere(folder.resolve("provisionwatchers"), "yaml", YAML)),
                named(readIfThere(folder.resolve("rules"), "json", JSON)));
    }

    private record Document(Path file, JsonNode content) {}

    private static List<Document> readIfThere(Path folder, String extension, ObjectMapper mapper)
            throws UnreadableFiles {
        return Files.isDirectory(folder) ? read(folder, extension, mapper) : List.of();
    }

    private static List<Document> read(Path folder, String extension, ObjectMapper mapper) throws UnreadableFiles {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> file.toString().endsWith("." + extension))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnreadableFiles("folder " + folder + " cannot be read; --files names the one that holds profiles,"
                    + " devices and rules");
        }
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            try {
                documents.add(new Document(file, mapper.readTree(file.toFile())));
            } catch (JsonProcessingException e) {
                throw new UnreadableFiles(file + ": " + e.getOriginalMessage() + place(e));
            } catch (IOException e) {
                throw new UnreadableFiles(file + " cannot be read: " + e.getMessage());
            }
        }
        return documents;
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static List<JsonNode> named(List<Document> documents) throws UnreadableFiles {
        List<JsonNode> all = new ArrayList<>();
        for (Document document : documents) {
            all.add(named(document));
        }
        return List.copyOf(all);
    }

    private static JsonNode named(Document document) throws UnreadableFiles {
        if (document.content().path("name").asText().isBlank()) {
            throw new UnreadableFiles(document.file() + " has something without a name");
        }
        return document.content();
    }
}
