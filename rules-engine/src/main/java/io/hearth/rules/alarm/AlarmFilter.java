package io.hearth.rules.alarm;

import io.hearth.rules.caller.Body;
import io.hearth.rules.rule.Severity;
import io.hearth.runtime.rest.Paging;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which alarms a query asks for. */
final class AlarmFilter {
    private final Suppression suppression;
    private final Instant now;
    private Predicate<Alarm> wanted = alarm -> true;

    AlarmFilter(Suppression suppression, Instant now) {
        this.suppression = suppression;
        this.now = now;
    }

    AlarmFilter retain(String text) {
        return "all".equals(text)
                ? this
                : flag("retain", text == null || text.isEmpty() ? "true" : text, Alarm::isRetained);
    }

    AlarmFilter active(String text) {
        return flag("active", text, Alarm::isActive);
    }

    AlarmFilter acked(String text) {
        return flag("acked", text, Alarm::isAcknowledged);
    }

    AlarmFilter shelved(String text) {
        return flag("shelved", text, alarm -> alarm.shelving().at(now).isShelved());
    }

    AlarmFilter suppressed(String text) {
        return flag("suppressed", text, alarm -> suppression.of(alarm.source()).isPresent());
    }

    AlarmFilter severity(String text) {
        Optional<Severity> severity = constant("severity", text, Severity.values());
        return severity.map(one -> and(alarm -> alarm.severity() == one)).orElse(this);
    }

    AlarmFilter kind(String text) {
        Optional<Kind> kind = constant("kind", text, Kind.values());
        return kind.map(one -> and(alarm -> alarm.kind() == one)).orElse(this);
    }

    AlarmFilter device(String name) {
        return isAbsent(name) ? this : and(alarm -> alarm.source().device().equals(name));
    }

    AlarmFilter rule(String name) {
        return isAbsent(name) ? this : and(alarm -> alarm.source().rule().equals(name));
    }

    AlarmFilter labels(String labels) {
        List<String> all = Paging.labels(labels);
        return and(alarm -> alarm.source().labels().containsAll(all));
    }

    Predicate<Alarm> predicate() {
        return wanted;
    }

    private AlarmFilter and(Predicate<Alarm> more) {
        wanted = wanted.and(more);
        return this;
    }

    private AlarmFilter flag(String name, String text, Predicate<Alarm> is) {
        if (isAbsent(text)) {
            return this;
        }
        return switch (text) {
            case "true" -> and(is);
            case "false" -> and(is.negate());
            default ->
                throw Body.invalid("query parameter " + name + " is '" + text + "', allowed is true or false"
                        + (name.equals("retain") ? " or all" : ""));
        };
    }

    private static <E extends Enum<E>> Optional<E> constant(String name, String text, E[] all) {
        if (isAbsent(text)) {
            return Optional.empty();
        }
        Optional<E> found = Arrays.stream(all)
                .filter(constant -> AlarmView.lower(constant).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            throw Body.invalid("query parameter " + name + " is '" + text + "', allowed is "
                    + Arrays.stream(all).map(AlarmView::lower).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static boolean isAbsent(String text) {
        return text == null || text.isEmpty();
    }
}
