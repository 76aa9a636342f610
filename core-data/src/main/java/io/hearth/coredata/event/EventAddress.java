package io.hearth.coredata.event;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.contracts.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * Where an event says it is from, by its topic or path: the names its body must repeat (EdgeX bus, core-data's event check).
 *
 * @param profile "" when the event names none, which EdgeX allows since 4.1; likewise {@code source}
 */
public record EventAddress(String service, String profile, String device, String source) {
    /** Base prefix, {@code events}, and the four names. */
    private static final int FEWEST_LEVELS = 6;

    /** The address in the last four levels of a bus topic, with names unescaped; empty when the topic has too few. */
    public static Optional<EventAddress> ofTopic(String topic) {
        List<String> levels = List.of(topic.split("/", -1));
        if (levels.size() < FEWEST_LEVELS) {
            return Optional.empty();
        }
        List<String> names = levels.subList(levels.size() - 4, levels.size()).stream()
                .map(NameEscape::unescape)
                .toList();
        return Optional.of(new EventAddress(names.get(0), names.get(1), names.get(2), names.get(3)));
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
