package io.hearth.rules;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.EventResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The far end of the rules engine's commands: a core-command that answers as the test says, or not at all. */
final class CoreCommand implements AutoCloseable {
    /** A request as it came. */
    record Asked(String device, String command, String method, String requestId, Object values, String raw) {}

    private final Mqtt3AsyncClient client;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Optional<Envelope<?>>> answer;

    CoreCommand(int port) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("core-command-test")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connectWith().cleanSession(true).send().join();
        client.subscribeWith()
                .topicFilter("edgex/core/command/request/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send()
                .join();
        obeys();
    }

    /** Answers from now on that all is done. */
    void obeys() {
        answer = request -> Optional.of(Envelope.reply(Envelope.request(request.requestId(), null, null), null));
    }

    /** What becomes of a request. */
    enum Fate {
        DONE,
        /** It will never be done. */
        NEVER,
        /** It is not answered. */
        SILENT
    }

    /** Does from now on what this says. */
    void decides(Function<Asked, Fate> fate) {
        answer = request -> {
            Envelope<?> asked = Envelope.request(request.requestId(), null, null);
            return switch (fate.apply(request)) {
                case DONE -> Optional.of(Envelope.reply(asked, null));
                case NEVER -> Optional.of(Envelope.error(asked, "not now", 404));
                case SILENT -> Optional.empty();
            };
        };
    }

    /** Answers nothing from now on. */
    void isSilent() {
        answer = request -> Optional.empty();
    }

    /** Answers with an error from now on. */
    void refuses(int status, String message) {
        answer = request ->
                Optional.of(Envelope.error(Envelope.request(request.requestId(), null, null), message, status));
    }

    /** Refuses one command of each device from now on, and does all others. */
    void refusesOnly(String command, int status, String message) {
        endsOnly(command, status, message, Envelope.REFUSED);
    }

    /** Answers one command of each device from now on with this outcome, "" when it does not say one, and does all others. */
    void endsOnly(String command, int status, String message, String outcome) {
        answer = request -> {
            Envelope<?> asked = Envelope.request(request.requestId(), null, null);
            return Optional.of(
                    request.command().equals(command)
                            ? Envelope.error(asked, message, status, outcome)
                            : Envelope.reply(asked, null));
        };
    }

    /** Answers this from now on to who reads; all else is done. */
    void reads(EventResponse event) {
        answer = request -> {
            Envelope<?> asked = Envelope.request(request.requestId(), null, null);
            return Optional.of(Envelope.reply(asked, request.method().equals("get") ? event : null));
        };
    }

    /** Answers a request anew, as it would be answered now. */
    void answerNow(Asked request) {
        answer.apply(request).ifPresent(reply -> client.publishWith()
                .topic(Topics.DEFAULT.commandResponse(request.requestId()))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(EnvelopeCodec.encode(reply))
                .send());
    }

    List<Asked> asked() {
        return asked;
    }

    /** What it was asked for, each command once though it be asked again: whoever is slow to hear the answer asks again. */
    List<Asked> commanded() {
        Map<String, Asked> once = new LinkedHashMap<>();
        asked.forEach(request -> once.putIfAbsent(request.requestId(), request));
        return List.copyOf(once.values());
    }

    private void received(Mqtt3Publish message) {
        List<String> levels = Topics.levels(message.getTopic().toString());
        Envelope<Object> envelope = EnvelopeCodec.decode(message.getPayloadAsBytes(), Object.class);
        Asked request = new Asked(
                levels.get(4),
                levels.get(5),
                levels.get(6),
                envelope.requestId(),
                envelope.payload(),
                new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        answerNow(request);
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
