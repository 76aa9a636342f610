package io.hearth.coredata.event;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.contracts.event.Event;
import java.util.Optional;

/**
 * Where an event says it is from, by its topic or path: the names its body must repeat (EdgeX bus, core-data's event check).
 *
 * @param profile "" when the event names none, which EdgeX allows since 4.1; likewise {@code source}
 */
public record EventAddress(String service, String profile, String device, String source) {
    /** The address in the last four levels of a bus topic, with names unescaped; empty when the topic has too few. */
    public static Optional<EventAddress> ofTopic(String topic) {
        int source = topic.lastIndexOf('/');
        int device = topic.lastIndexOf('/', source - 1);
        int profile = topic.lastIndexOf('/', device - 1);
        int service = topic.lastIndexOf('/', profile - 1);
        boolean hasBaseAndKind = service > 0 && topic.lastIndexOf('/', service - 1) >= 0;
        return hasBaseAndKind
                ? Optional.of(new EventAddress(
                        level(topic, service, profile),
                        level(topic, profile, device),
                        level(topic, device, source),
                        level(topic, source, topic.length())))
                : Optional.empty();
    }

    private static String level(String topic, int before, int end) {
        return NameEscape.unescape(topic.substring(before + 1, end));
    }

    /** What of the event differs from this address, as a sentence; empty when nothing does. */
    Optional<String> difference(Event event) {
        return differs("profileName", event.profileName(), profile)
                .or(() -> differs("deviceName", event.deviceName(), device))
                .or(() -> differs("sourceName", event.sourceName(), source));
    }

    private static Optional<String> differs(String field, String inBody, String inAddress) {
        return inBody.equals(inAddress)
                ? Optional.empty()
                : Optional.of("event." + field + " is '" + inBody + "', it was sent to '" + inAddress + "'");
    }
}
