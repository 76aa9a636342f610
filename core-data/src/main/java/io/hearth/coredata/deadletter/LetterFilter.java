package io.hearth.coredata.deadletter;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which dead letters are meant: those that have all that is asked for.
 *
 * @param service who put them aside
 * @param reason  why
 * @param topic   where they came from, with MQTT's wildcards
 */
record LetterFilter(Optional<String> service, Optional<String> reason, Optional<TopicFilter> topic)
        implements Predicate<DeadLetter> {

    /** From query texts, null or empty when not asked for; 400 for a topic that is no filter. */
    static LetterFilter of(String service, String reason, String topic) {
        try {
            return new LetterFilter(given(service), given(reason), given(topic).map(TopicFilter::of));
        } catch (IllegalArgumentException noFilter) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "query parameter topic is '" + topic + "': " + noFilter.getMessage());
        }
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }

    /** Whether any letter is meant. */
    boolean everything() {
        return service.isEmpty() && reason.isEmpty() && topic.isEmpty();
    }

    @Override
    public boolean test(DeadLetter letter) {
        return service.map(wanted -> wanted.equals(letter.service())).orElse(true)
                && reason.map(wanted -> wanted.equals(letter.reason())).orElse(true)
                && topic.map(wanted -> letter.topic() != null && wanted.matches(letter.topic()))
                        .orElse(true);
    }
}
