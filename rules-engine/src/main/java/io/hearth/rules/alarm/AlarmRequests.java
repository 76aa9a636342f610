package io.hearth.rules.alarm;

import io.hearth.rules.caller.Body;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What persons ask to be done to alarms, as it comes over REST. */
public final class AlarmRequests {
    private static final Set<String> SHELVING = Set.of("comment", "for", "until", "oneShot");
    private static final Set<String> COMMENT = Set.of("comment");
    private static final int MOST_IDS = 1000;

    private final AlarmConfig config;
    private final Clock clock;

    /** With the bounds of alarms. */
    public AlarmRequests(AlarmConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** What is to be done, and what was said about it; {@code ids} is empty when one alarm is named otherwise. */
    record Asked(Act act, String comment, List<UUID> ids) {}

    Asked read(String act, byte[] json, boolean many) {
        Set<String> fields = new HashSet<>(act.equals("shelve") ? SHELVING : COMMENT);
        if (many) {
            fields.add("ids");
        }
        Body body = Body.of(json, fields);
        String comment = body.text("comment", config.commentLength()).orElse("");
        return new Asked(act(act, body, comment), comment, many ? ids(body) : List.of());
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Body.invalid("id '" + text + "' is none, allowed is a UUID");
        }
    }

    private static List<UUID> ids(Body body) {
        List<UUID> ids = body.texts("ids", MOST_IDS).stream()
                .map(AlarmRequests::id)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw Body.invalid("field ids is missing or empty, allowed is a list of alarm ids");
        }
        return ids;
    }

    private Act act(String name, Body body, String comment) {
        return switch (name) {
            case "acknowledge" -> new Act.Acknowledge();
            case "unshelve" -> new Act.Unshelve();
            case "shelve" -> new Act.Shelve(shelving(body));
            case "comment" -> {
                if (comment.isEmpty()) {
                    throw Body.invalid("field comment is missing or blank, allowed is what is to be said");
                }
                yield new Act.Comment();
            }
            default ->
                throw Body.invalid("'" + name + "' is nothing that is done to an alarm, allowed is acknowledge, "
                        + "comment, shelve, unshelve");
        };
    }

    private Shelving shelving(Body body) {
        Instant now = clock.instant();
        Optional<Instant> until = body.time("until");
        Optional<Duration> lasting = body.duration("for");
        boolean oneShot = body.flag("oneShot");
        if (until.isPresent() && lasting.isPresent()) {
            throw Body.invalid("fields for and until are both there, allowed is one of them");
        }
        if (until.isEmpty() && lasting.isEmpty() && !oneShot) {
            throw Body.invalid("fields for, until and oneShot are missing, allowed is for or until, or oneShot true");
        }
        Instant latest = now.plus(config.longestShelving());
        Duration longest = config.longestShelving();
        if (lasting.filter(duration -> duration.compareTo(longest) > 0).isPresent()
                || until.filter(time -> time.isAfter(latest)).isPresent()) {
            throw Body.invalid(
                    "an alarm is shelved until " + latest + " at most (hearth.rules.alarms.longest-shelving)");
        }
        Instant end = until.orElseGet(() -> lasting.map(now::plus).orElse(latest));
        if (!end.isAfter(now)) {
            throw Body.invalid("field until is " + end + ", allowed is a time after now, " + now);
        }
        return oneShot ? new Shelving.OneShot(end) : new Shelving.Timed(end);
    }
}
