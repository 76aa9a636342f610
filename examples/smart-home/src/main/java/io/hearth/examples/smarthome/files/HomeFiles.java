package io.hearth.examples.smarthome.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hearth.examples.smarthome.story.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The house as files: EdgeX's own YAML for profiles and devices, JSON for rules.
 *
 * @param profiles one EdgeX device profile each
 * @param devices one EdgeX device each
 * @param rules one bare rule each
 */
public record HomeFiles(List<JsonNode> profiles, List<JsonNode> devices, List<JsonNode> rules) {
    private static final String THERMOMETER = "room-thermometer";
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new JsonMapper();

    /**
     * Reads {@code profiles/*.yaml}, {@code devices/*.yaml} and {@code rules/*.json} in the order of their names.
     *
     * @throws UnreadableFiles when a folder is missing, a file does not parse, or a thing in it has no name
     */
    public static HomeFiles in(Path folder) throws UnreadableFiles {
        List<JsonNode> devices = new ArrayList<>();
        for (Document document : read(folder.resolve("devices"), "yaml", YAML)) {
            JsonNode list = document.content().path("deviceList");
            if (!list.isArray()) {
                throw new UnreadableFiles(document.file() + " has no deviceList");
            }
            for (JsonNode device : list) {
                devices.add(named(new Document(document.file(), device)));
            }
        }
        return new HomeFiles(
                named(read(folder.resolve("profiles"), "yaml", YAML)),
                List.copyOf(devices),
                named(read(folder.resolve("rules"), "json", JSON)));
    }

    /**
     * What the rule watches, which is what the story of the house is told by.
     *
     * @throws UnreadableFiles when no rule says below, clearAbove, device
     */
    public Limits limits() throws UnreadableFiles {
        for (JsonNode rule : rules) {
            JsonNode when = rule.path("when");
            if (when.path("below").isNumber()
                    && when.path("clearAbove").isNumber()
                    && when.path("device").isTextual()) {
                return new Limits(
                        when.path("device").textValue(),
                        when.path("below").doubleValue(),
                        when.path("clearAbove").doubleValue());
            }
        }
        throw new UnreadableFiles("no rule of this house has when.device, when.below and when.clearAbove");
    }

    /** The devices that are thermometers of a room, in the order of the files. */
    public List<String> rooms() {
        return devices.stream()
                .filter(device -> device.path("profileName").asText().equals(THERMOMETER))
                .map(device -> device.path("name").asText())
                .toList();
    }

    private record Document(Path file, JsonNode content) {}

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
