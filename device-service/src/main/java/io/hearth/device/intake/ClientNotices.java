package io.hearth.device.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Hears one broker tell which clients come and go; they are acted on in their turn, before they are acknowledged. */
final class ClientNotices implements TopicListener {
    /** EMQX (reason) and AWS IoT (disconnectReason) tell of the old connection of a client that has come back by a new one. */
    private static final Set<String> NOT_GONE = Set.of("takenover", "takeovered", "discarded", "DUPLICATE_CLIENTID");

    private static final int LONGEST_NOTICE = 16_384;

    private static final Logger LOG = Logger.getLogger(ClientNotices.class);

    private final List<ClientTopic> connected;
    private final List<ClientTopic> disconnected;
    private final BiConsumer<String, Boolean> told;

    private ClientNotices(
            Optional<ClientTopic> connected, Optional<ClientTopic> disconnected, BiConsumer<String, Boolean> told) {
        this.connected = connected.stream().toList();
        this.disconnected = disconnected.stream().toList();
        this.told = told;
    }

    /** Of this broker, as set; none when it does not tell. */
    static List<TopicListener> of(BrokerSettings settings, ClientListener listener) {
        Optional<ClientTopic> connected = settings.connectedTopic();
        Optional<ClientTopic> disconnected = settings.disconnectedTopic();
        return connected.isEmpty() && disconnected.isEmpty()
                ? List.of()
                : List.of(new ClientNotices(
                        connected, disconnected, (client, came) -> listener.told(settings.name(), client, came)));
    }

    @Override
    public Set<String> filters() {
        return Stream.concat(connected.stream(), disconnected.stream())
                .map(ClientTopic::filter)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean take(DeviceMessage message) {
        return false;
    }

    /**
     * It goes the way of all messages, behind those that came before it: what a device said of itself a moment earlier must not be
     * taken for news, and what is done is written to a file, which the client's thread must not wait for.
     */
    @Override
    public boolean hold(DeviceMessage message, Consumer<DeviceMessage> pump) {
        Optional<String> came = client(connected, message);
        Optional<String> gone = client(disconnected, message);
        if (came.isPresent()) {
            pump.accept(acted(message, came.get(), true));
        } else if (gone.isPresent()) {
            pump.accept(
                    isGone(message.payload()) ? acted(message, gone.get(), false) : message.as(Translation.NOTHING));
        }
        return came.isPresent() || gone.isPresent();
    }

    private DeviceMessage acted(DeviceMessage message, String client, boolean came) {
        return message.as(Translation.NOTHING).acknowledgedBy(() -> {
            try {
                told.accept(client, came);
            } catch (RuntimeException bug) {
                LOG.errorf(bug, "notice of a broker left out topic=%s", message.topic());
            }
            message.acknowledge().run();
        });
    }

    private static Optional<String> client(List<ClientTopic> topics, DeviceMessage message) {
        return topics.stream()
                .flatMap(topic -> topic.client(message.topic()).stream())
                .findFirst();
    }

    private static boolean isGone(byte[] payload) {
        if (payload.length == 0 || payload[0] != '{' || payload.length > LONGEST_NOTICE) {
            return true;
        }
        try {
            JsonNode notice = Json.read(payload, JsonNode.class);
            return Stream.of("reason", "disconnectReason")
                    .map(field -> notice.path(field).asText())
                    .noneMatch(NOT_GONE::contains);
        } catch (IOException | RuntimeException noJson) {
            return true;
        }
    }
}
