package io.hearth.device.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hears one broker tell which clients come and go; they are acted on before they are acknowledged. */
final class ClientNotices implements TopicListener {
    /** EMQX (reason) and AWS IoT (disconnectReason) tell of the old connection of a client that has come back by a new one. */
    private static final Set<String> NOT_GONE = Set.of("takenover", "takeovered", "discarded", "DUPLICATE_CLIENTID");

    private static final int LONGEST_NOTICE = 16_384;

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
        Optional<String> came = client(connected, message);
        Optional<String> gone = client(disconnected, message);
        if (came.isPresent()) {
            told.accept(came.get(), true);
        } else if (gone.isPresent() && isGone(message.payload())) {
            told.accept(gone.get(), false);
        }
        return came.isPresent() || gone.isPresent();
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
