package io.hearth.device.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.convention.sparkplug.SparkplugCommand;
import io.hearth.device.mapping.Correlation;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.ReplyRule;
import io.hearth.device.mapping.WriteBinding;
import io.hearth.device.mapping.WriteForm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A message to a device.
 *
 * @param resource the first of the resources it is about
 * @param topic    where the device listens
 * @param bytes    a JSON or CBOR object of all values for this topic, in the command's order, or one value alone
 * @param qos      the highest that one of the values asks for
 * @param retain   whether one of them asks for it
 * @param reply    what is waited for; absent: nothing
 */
record Payload(String resource, String topic, byte[] bytes, int qos, boolean retain, Optional<Reply> reply) {
    private static final String ANY_ID = "{correlation}";

    /**
     * A reply of the device.
     *
     * @param rule how it comes
     * @param id   what it is known by
     */
    record Reply(ReplyRule rule, String id) {}

    /** One message per distinct topic, in the order in which the topics are first needed; each has an id of its own. */
    static List<Payload> of(MappedDevice device, List<WrittenValue> values) {
        Map<String, List<WrittenValue>> byTopic = new LinkedHashMap<>();
        for (WrittenValue value : values) {
            byTopic.computeIfAbsent(topic(device, value, ANY_ID), topic -> new ArrayList<>())
                    .add(value);
        }
        List<Payload> payloads = new ArrayList<>();
        byTopic.values().forEach(together -> {
            String id = UUID.randomUUID().toString();
            MessageText text = new MessageText(device, id, Clock.systemUTC());
            payloads.add(of(text, topic(device, together.getFirst(), id), together));
        });
        return payloads;
    }

    private static String topic(MappedDevice device, WrittenValue value, String id) {
        try {
            return write(value)
                    .topic()
                    .topic(device.topicName(), value.resource().name(), id);
        } catch (IllegalArgumentException notALevel) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR, "resource '" + value.resource().name() + "': " + notALevel.getMessage());
        }
    }

    private static Payload of(MessageText text, String topic, List<WrittenValue> values) {
        int qos = values.stream().mapToInt(value -> write(value).qos()).max().orElse(1);
        boolean retain = values.stream().anyMatch(value -> write(value).retain());
        String resource = values.getFirst().resource().name();
        WriteForm first = write(values.getFirst()).form();
        if (values.stream().allMatch(value -> write(value).form().kind() == WriteForm.Kind.SPARKPLUG)) {
            return new Payload(resource, topic, sparkplug(values), qos, retain, reply(text.id(), values));
        }
        if (values.size() == 1
                && (first.alone() || write(values.getFirst()).key().isEmpty())) {
            return new Payload(
                    resource, topic, alone(text, values.getFirst(), first), qos, retain, reply(text.id(), values));
        }
        ObjectNode members = Json.mapper().createObjectNode();
        for (WrittenValue value : values) {
            if (write(value).form().alone() || write(value).key().isEmpty()) {
                throw cannot(
                        value,
                        "is sent as a bare value, and so cannot share the topic " + topic
                                + " with others in one command");
            }
            if (write(value).form().kind() != first.kind()) {
                throw cannot(value, "is sent in another form than the others that share the topic " + topic);
            }
            members.set(write(value).key(), value.json());
        }
        Optional<Reply> reply = reply(text.id(), values);
        reply.ifPresent(waited -> {
            if (waited.rule().correlation() instanceof Correlation.Field field) {
                MessageMembers.put(members, field.pointer(), text.id());
            }
        });
        byte[] json = Json.bytes(members);
        return new Payload(
                resource, topic, first.kind() == WriteForm.Kind.CBOR ? cbor(json) : json, qos, retain, reply);
    }

    private static Optional<Reply> reply(String id, List<WrittenValue> values) {
        WrittenValue first = values.getFirst();
        Optional<ReplyRule> rule = write(first).reply();
        for (WrittenValue value : values) {
            if (!write(value).reply().equals(rule)) {
                throw cannot(value, "is replied to in another way than the others that share its commandTopic");
            }
        }
        return rule.map(known -> new Reply(known, id));
    }

    private static byte[] alone(MessageText text, WrittenValue value, WriteForm form) {
        if (form.template().isPresent()) {
            return text.of(form.template().get(), value).getBytes(StandardCharsets.UTF_8);
        }
        return switch (form.kind()) {
            case JSON -> value.json().toString().getBytes(StandardCharsets.UTF_8);
            case SCALAR -> value.scalar().getBytes(StandardCharsets.UTF_8);
            case CBOR -> cbor(Json.bytes(value.json()));
            case SPARKPLUG -> sparkplug(List.of(value));
            case BYTES ->
                value.octets()
                        .orElseThrow(() -> cannot(
                                value,
                                "is sent as octets, which only Binary has, and is "
                                        + value.resource().type().wireName()));
        };
    }

    private static byte[] sparkplug(List<WrittenValue> values) {
        return SparkplugCommand.of(
                values.stream()
                        .map(value -> new SparkplugCommand.Value(value.resource(), value.sent()))
                        .toList(),
                System.currentTimeMillis());
    }

    /** By way of the JSON that is sent else, so that the numbers of both are the same. */
    private static byte[] cbor(byte[] json) {
        return Cbor.bytes(ExactJson.value(json));
    }

    private static EdgexException cannot(WrittenValue value, String why) {
        return new EdgexException(
                ErrorKind.SERVER_ERROR, "resource '" + value.resource().name() + "' " + why);
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
