package io.hearth.device.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.WriteBinding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message to a device.
 *
 * @param topic  where it listens
 * @param bytes  a JSON object of all values for this topic, in the command's order, or the one value alone
 * @param qos    the highest that one of the values asks for
 * @param retain whether one of them asks for it
 */
record Payload(String topic, byte[] bytes, int qos, boolean retain) {

    /** One message per distinct topic, in the order in which the topics are first needed. */
    static List<Payload> of(MappedDevice device, List<WrittenValue> values) {
        Map<String, List<WrittenValue>> byTopic = new LinkedHashMap<>();
        for (WrittenValue value : values) {
            byTopic.computeIfAbsent(topic(device, value), topic -> new ArrayList<>())
                    .add(value);
        }
        List<Payload> payloads = new ArrayList<>();
        byTopic.forEach((topic, together) -> payloads.add(of(topic, together)));
        return payloads;
    }

    private static String topic(MappedDevice device, WrittenValue value) {
        try {
            return write(value)
                    .topic()
                    .topic(device.topicName(), value.resource().name());
        } catch (IllegalArgumentException notALevel) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR, "resource '" + value.resource().name() + "': " + notALevel.getMessage());
        }
    }

    private static Payload of(String topic, List<WrittenValue> values) {
        int qos = values.stream().mapToInt(value -> write(value).qos()).max().orElse(1);
        boolean retain = values.stream().anyMatch(value -> write(value).retain());
        if (values.size() == 1 && write(values.getFirst()).scalar()) {
            byte[] bytes = values.getFirst().scalar().getBytes(StandardCharsets.UTF_8);
            return new Payload(topic, bytes, qos, retain);
        }
        ObjectNode members = Json.mapper().createObjectNode();
        for (WrittenValue value : values) {
            if (write(value).scalar()) {
                throw new EdgexException(
                        ErrorKind.SERVER_ERROR,
                        "resource '" + value.resource().name()
                                + "' is sent as a bare value, and so cannot share the topic " + topic
                                + " with others in one command");
            }
            members.set(write(value).key(), value.json());
        }
        return new Payload(topic, Json.bytes(members), qos, retain);
    }

    private static WriteBinding write(WrittenValue value) {
        return value.resource()
                .write()
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.NOT_IMPLEMENTED,
                        "resource '" + value.resource().name()
                                + "' has no usable attribute commandTopic: nothing says where its commands go"));
    }
}
