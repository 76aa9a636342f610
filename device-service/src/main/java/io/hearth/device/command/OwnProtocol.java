package io.hearth.device.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.Codec;
import io.hearth.device.mapping.Correlation;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.mapping.ReadRequest;
import io.hearth.device.mapping.ReplyRule;
import io.hearth.device.mapping.ReplyTest;
import io.hearth.device.mapping.TopicTemplate;
import io.hearth.device.mapping.ValuePlace;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import io.hearth.device.reply.DeviceFailed;
import io.hearth.device.reply.Exchange;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests and replies on a device's own topics (docs/device-commands.md): makes the requests, and says what the device's
 * reply means.
 */
@Singleton
class OwnProtocol {
    private static final int LONGEST_WORDS = 300;
    /** Stands for the id where only what is asked counts, not which time. */
    private static final String ANY_ID = "{correlation}";

    private final Duration timeout;
    private final PayloadDecoder decoder;

    OwnProtocol(DeviceConfig config, PayloadLimits limits) {
        this.timeout = config.reply().timeout();
        this.decoder = new PayloadDecoder(limits);
    }

    /** The question for a resource's value. */
    Exchange get(MappedDevice device, MappedResource resource, ReadRequest request) {
        String id = UUID.randomUUID().toString();
        return exchange(
                device,
                topic(request.topic(), device, resource.name(), id),
                payload(device, resource, request, id),
                request.qos(),
                false,
                id,
                topic(request.reply().topic(), device, resource.name(), id),
                request.reply());
    }

    /** What is asked, the same for resources that one question asks for. */
    String question(MappedDevice device, MappedResource resource, ReadRequest request) {
        byte[] payload = payload(
                device,
                resource,
                new ReadRequest(
                        request.topic(),
                        // The time may go on between two resources of one command.
                        request.template()
                                .map(text -> text.replace("{time}", "").replace("{millis}", "")),
                        request.qos(),
                        request.reply()),
                ANY_ID);
        return String.join(
                "\n",
                topic(request.topic(), device, resource.name(), ANY_ID),
                topic(request.reply().topic(), device, resource.name(), ANY_ID),
                request.reply().toString(),
                new String(payload, StandardCharsets.ISO_8859_1));
    }

    /** The order to take what the payload says, of a device that replies to it. */
    Exchange set(MappedDevice device, Payload payload, Payload.Reply reply) {
        return exchange(
                device,
                payload.topic(),
                payload.bytes(),
                payload.qos(),
                payload.retain(),
                reply.id(),
                topic(reply.rule().topic(), device, payload.resource(), reply.id()),
                reply.rule());
    }

    private Exchange exchange(
            MappedDevice device,
            String topic,
            byte[] payload,
            int qos,
            boolean retain,
            String id,
            String replyTo,
            ReplyRule rule) {
        Exchange.Form form = rule.correlation() instanceof Correlation.Mqtt5 ? Exchange.Form.MQTT5 : Exchange.Form.OWN;
        return new Exchange(
                device.name(),
                device.broker(),
                topic,
                payload,
                qos,
                retain,
                id,
                replyTo,
                rule.timeout().orElse(timeout),
                form);
    }

    private static byte[] payload(MappedDevice device, MappedResource resource, ReadRequest request, String id) {
        if (request.template().isPresent()) {
            String text = new MessageText(device, id, Clock.systemUTC())
                    .of(request.template().get(), resource.name());
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (request.reply().correlation() instanceof Correlation.Field field) {
            ObjectNode object = Json.mapper().createObjectNode();
            MessageMembers.put(object, field.pointer(), id);
            byte[] json = Json.bytes(object);
            return request.reply().codec() instanceof Codec.Cbor ? Cbor.bytes(ExactJson.value(json)) : json;
        }
        return new byte[0];
    }

    private static String topic(TopicTemplate template, MappedDevice device, String resource, String id) {
        try {
            return template.topic(device.topicName(), resource, id);
        } catch (IllegalArgumentException notALevel) {
            throw new EdgexException(ErrorKind.SERVER_ERROR, "resource '" + resource + "': " + notALevel.getMessage());
        }
    }

    /**
     * Looks whether a reply says that it was done.
     *
     * @throws DeviceFailed with the device's words when it says that it was not
     */
    void check(MappedDevice device, ReplyRule rule, byte[] reply) {
        Optional<String> error = rule.error().flatMap(test -> words(test, rule, reply));
        if (rule.error().isPresent() && rule.error().get().holds(error)) {
            throw failed(device, error.orElse(""), reply);
        }
        if (rule.ok().isPresent() && !rule.ok().get().holds(words(rule.ok().get(), rule, reply))) {
            throw failed(device, error.orElse(""), reply);
        }
    }

    private Optional<String> words(ReplyTest test, ReplyRule rule, byte[] reply) {
        return decoder.textAt(decoder.payload(reply), rule.codec(), test.place());
    }

    private DeviceFailed failed(MappedDevice device, String error, byte[] reply) {
        String words = error.isEmpty()
                ? decoder.textAt(decoder.payload(reply), new Codec.Auto(), new ValuePlace.Whole())
                        .orElse(reply.length + " octets that are no text")
                : error;
        String some = words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "...";
        return new DeviceFailed("device '" + device.name() + "' replied that it failed: " + some);
    }
}
