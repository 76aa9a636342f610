package io.hearth.command.external;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.command.bus.RequestEnvelope;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.bus.Topics;
import io.hearth.runtime.bus.BusMessage;
import java.util.List;

/**
 * A request from outside that can be answered.
 *
 * @param asked      the topic's last levels, unescaped: device, command and method; of a query the device or {@code all}
 * @param replyTopic where its answer goes
 */
record ExternalRequest(
        String topic, boolean isQuery, List<String> asked, String replyTopic, Envelope<TokenBuffer> envelope) {

    /** What a message is. */
    sealed interface Read {
        /** A request. */
        record Request(ExternalRequest request) implements Read {}

        /** Nothing that could be answered, and why. */
        record Unanswerable(String reason, String detail) implements Read {}
    }

    /** Reads a message. */
    static Read of(BusMessage message, ExternalConfig config) {
        List<String> raw = List.of(message.topic().split("/", -1));
        boolean isQuery = TopicFilter.of(config.queryRequestTopic()).matches(message.topic());
        int needed = isQuery ? 1 : RequestEnvelope.LEVELS;
        if (raw.size() < needed) {
            return new Read.Unanswerable(
                    "no-reply-topic", "the topic's last levels must be device, command, get or set");
        }
        String replyTopic = isQuery
                ? config.queryResponseTopic()
                : config.commandResponseTopicPrefix() + "/" + String.join("/", last(raw, needed));
        try {
            return new Read.Request(new ExternalRequest(
                    message.topic(),
                    isQuery,
                    last(Topics.levels(message.topic()), needed),
                    replyTopic,
                    EnvelopeCodec.decode(message.payload(), TokenBuffer.class)));
        } catch (RuntimeException malformed) {
            return new Read.Unanswerable("not-an-envelope", String.valueOf(malformed.getMessage()));
        }
    }

    private static List<String> last(List<String> levels, int count) {
        return levels.subList(levels.size() - count, levels.size());
    }

    /** The device that is asked. */
    String device() {
        return asked.getFirst();
    }
}
