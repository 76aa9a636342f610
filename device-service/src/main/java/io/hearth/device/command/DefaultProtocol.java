package io.hearth.device.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.reply.Exchange;
import io.hearth.device.reply.ReplyConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/**
 * device-mqtt's own way of commands (device-mqtt, commands): {@code <CommandTopic>/<resource>/<get|set>/<uuid>}, and the reply
 * on {@code command/response/<uuid>}. For devices that have {@code protocols.mqtt.CommandTopic}, and those of their resources
 * whose attributes say nothing else.
 */
@Singleton
class DefaultProtocol {
    private static final int AT_LEAST_ONCE = 1;
    private static final byte[] NOTHING = {};

    private final ReplyConfig config;

    DefaultProtocol(DeviceConfig config) {
        this.config = config.reply();
    }

    /** The question for a resource's value; empty when the device does not speak the protocol, or reports it by itself. */
    Optional<Exchange> get(MappedDevice device, MappedResource resource) {
        return resource.isMapped() || resource.request().isPresent()
                ? Optional.empty()
                : device.commandTopic().map(topic -> exchange(device, topic, resource, "get", NOTHING));
    }

    /** The order to take a value; empty when the device does not speak the protocol, or is told in another way. */
    Optional<Exchange> set(MappedDevice device, WrittenValue value) {
        if (value.resource().write().isPresent()) {
            return Optional.empty();
        }
        return device.commandTopic().map(topic -> {
            ObjectNode members = Json.mapper().createObjectNode();
            members.set(value.resource().name(), value.json());
            return exchange(device, topic, value.resource(), "set", Json.bytes(members));
        });
    }

    private Exchange exchange(
            MappedDevice device, String commandTopic, MappedResource resource, String method, byte[] payload) {
        String name = resource.name();
        if (name.chars().anyMatch(c -> c == '/' || c == '+' || c == '#' || c == 0)) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR, "resource '" + name + "' cannot be one topic level: it has / + or #");
        }
        String id = UUID.randomUUID().toString();
        String filter = config.topic();
        String replyTo = filter.endsWith("#") ? filter.substring(0, filter.length() - 1) + id : filter;
        return new Exchange(
                device.name(),
                device.broker(),
                commandTopic + "/" + name + "/" + method + "/" + id,
                payload,
                AT_LEAST_ONCE,
                false,
                id,
                replyTo,
                config.timeout(),
                Exchange.Form.EDGEX);
    }
}
