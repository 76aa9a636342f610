package io.hearth.examples.bikeshare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.examples.ExampleFiles;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.bikeshare.bike.Bike;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fleet as files; of the bikes there are only the rules, which are those of each.
 *
 * @param common what there is once: profiles, the fleet as a whole, the provision watcher
 * @param rules  of a bike, with {@code {bike}} for its name
 */
record FleetFiles(ExampleFiles common, List<String> rules) {
    private static final String BIKE = "{bike}";
    private static final JsonMapper JSON = new JsonMapper();

    static FleetFiles in(Path folder) throws UnreadableFiles {
        ExampleFiles all = ExampleFiles.in(folder);
        return new FleetFiles(
                new ExampleFiles(all.profiles(), all.devices(), all.watchers(), List.of()),
                all.rules().stream().map(JsonNode::toString).toList());
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

    /** The rules of a bike. */
    List<JsonNode> rules(Bike bike) {
        List<JsonNode> its = new ArrayList<>();
        for (String rule : rules) {
            try {
                its.add(JSON.readTree(rule.replace(BIKE, bike.name())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a rule is no JSON any more with the name " + bike.name(), e);
            }
        }
        return its;
    }
}
