package io.hearth.examples.smarthome.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.examples.ExampleFiles;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.smarthome.story.Limits;
import java.nio.file.Path;
import java.util.List;

/**
 * The house as files.
 *
 * @param files profiles, devices and rules
 */
public record HomeFiles(ExampleFiles files) {
    private static final String THERMOMETER = "room-thermometer";

    /**
     * Reads them.
     *
     * @throws UnreadableFiles when a folder is missing, a file does not parse, or a thing in it has no name
     */
    public static HomeFiles in(Path folder) throws UnreadableFiles {
        return new HomeFiles(ExampleFiles.in(folder));
    }

    /** One EdgeX device profile each. */
    public List<JsonNode> profiles() {
        return files.profiles();
    }

    /** One EdgeX device each. */
    public List<JsonNode> devices() {
        return files.devices();
    }

    /** One bare rule each. */
    public List<JsonNode> rules() {
        return files.rules();
    }

    /**
     * What the rule watches, which is what the story of the house is told by.
     *
     * @throws UnreadableFiles when no rule says below, clearAbove, device
     */
    public Limits limits() throws UnreadableFiles {
        for (JsonNode rule : rules()) {
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
        return devices().stream()
                .filter(device -> device.path("profileName").asText().equals(THERMOMETER))
                .map(device -> device.path("name").asText())
                .toList();
    }
}
