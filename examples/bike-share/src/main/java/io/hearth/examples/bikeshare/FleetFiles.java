package io.hearth.examples.bikeshare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.examples.ExampleFiles;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.bikeshare.bike.Bike;
import java.nio.file.Path;
import java.util.List;

/**
 * The fleet as files; bikes are in none of them.
 *
 * @param kinds what a bike is, and which ones add themselves
 * @param rules those of all bikes
 */
record FleetFiles(ExampleFiles kinds, List<JsonNode> rules) {
    static FleetFiles in(Path folder) throws UnreadableFiles {
        ExampleFiles all = ExampleFiles.in(folder);
        return new FleetFiles(new ExampleFiles(all.profiles(), all.devices(), all.watchers(), List.of()), all.rules());
    }

    /** A bike as an EdgeX device. */
    static JsonNode device(Bike bike) {
        ObjectNode device = JsonNodeFactory.instance.objectNode();
        device.put("name", bike.name())
                .put("profileName", "bike")
                .put("serviceName", "device-mqtt")
                .put("adminState", "UNLOCKED")
                .put("operatingState", "UP");
        device.putArray("labels").add("bike-share");
        device.putObject("protocols").putObject("mqtt");
        return device;
    }
}
