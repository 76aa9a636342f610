package io.hearth.device.reply;

import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.mapping.Correlation;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.Match;
import io.hearth.device.mapping.ReplyRoute;
import io.hearth.device.mapping.ValuePlace;
import io.hearth.device.reading.PayloadDecoder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Replies on devices' own topics. One that is waited for completes its command at once; one that is not is counted. What a
 * profile maps to a topic of replies is a report all the same, and is read as such too.
 */
@Singleton
public final class OwnReplies {
    private final Replies replies;
    private final PayloadDecoder decoder;

    OwnReplies(Replies replies, PayloadDecoder decoder) {
        this.replies = replies;
        this.decoder = decoder;
    }

    /**
     * Takes a message of a device.
     *
     * @param broker the name of the broker that it came from
     * @param index  the devices of the broker that it came from
     * @return what of it may be a report; nothing more is to be done with it when absent
     */
    public Optional<DeviceMessage> reportIn(DeviceMessage message, String broker, MappingIndex index) {
        List<ReplyRoute> routes = index.replies(message.topic());
        if (routes.isEmpty()) {
            return Optional.of(message);
        }
        Match match = index.find(message.topic());
        boolean known = false;
        for (ReplyRoute route : routes) {
            Optional<String> key = key(route, message);
            known |= key.isPresent();
            if (key.isPresent() && replies.took(broker, key.get(), message.topic(), message.payload())) {
                return match instanceof Match.Bound ? Optional.of(message.asReply()) : Optional.empty();
            }
        }
        boolean report =
                switch (match) {
                    case Match.Bound bound -> true;
                    case Match.UnknownDevice stranger -> !known;
                    case Match.UnknownResource other -> !known;
                    // Ours, or that of another commander: known there as what it is.
                    case Match.OwnCommand own -> true;
                    case Match.NotOurs other -> false;
                    case Match.UnknownTopic other -> false;
                };
        if (!report) {
            replies.unexpected();
        }
        return report ? Optional.of(message) : Optional.empty();
    }

    private Optional<String> key(ReplyRoute route, DeviceMessage message) {
        return switch (route.correlation()) {
            case Correlation.InTopic level -> route.inTopic(message.topic());
            case Correlation.Mqtt5 mqtt5 ->
                message.correlation().map(octets -> new String(octets, StandardCharsets.UTF_8));
            case Correlation.Field field ->
                decoder.textAt(decoder.payload(message.payload()), route.codec(), new ValuePlace.At(field.pointer()));
        };
    }
}
