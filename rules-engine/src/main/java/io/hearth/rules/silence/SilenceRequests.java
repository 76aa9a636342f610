package io.hearth.rules.silence;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.caller.Body;
import io.hearth.rules.document.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Silences as they are asked for over REST. */
public final class SilenceRequests {
    private static final Set<String> FIELDS =
            Set.of("rule", "label", "device", "profile", "from", "until", "for", "schedule", "comment");
    private static final int LONGEST_NAME = 256;

    private final SilenceConfig config;
    private final Schedules schedules;
    private final Clock clock;

    /** With the bounds of silences, and the time zone of schedules that name none: that of rules. */
    public SilenceRequests(SilenceConfig config, ZoneId zone, Clock clock) {
        this.config = config;
        this.schedules = new Schedules(zone, LONGEST_NAME);
        this.clock = clock;
    }

    /** What was asked: one by itself, or a list. */
    record Asked(boolean many, List<Silence> silences) {}

    Asked read(byte[] json, String who) {
        JsonNode tree = Body.tree(json);
        if (!tree.isArray()) {
            return new Asked(false, List.of(silence(Body.of("", tree, FIELDS), who)));
        }
        List<Silence> silences = new ArrayList<>();
        for (JsonNode item : tree) {
            silences.add(silence(Body.of("[" + silences.size() + "].", item, FIELDS), who));
        }
        return new Asked(true, silences);
    }

    private Silence silence(Body body, String who) {
        Instant now = clock.instant();
        Scope scope = new Scope(
                body.text("rule", LONGEST_NAME),
                body.text("label", LONGEST_NAME),
                body.text("device", LONGEST_NAME),
                body.text("profile", LONGEST_NAME));
        if (scope.isEmpty()) {
            throw Body.invalid("none of the fields rule, label, device and profile is there, allowed is one or more:"
                    + " what is to be silenced");
        }
        Instant from = body.time("from").orElse(now);
        return new Silence(
                UUID.randomUUID(),
                scope,
                from,
                until(body, from, now),
                body.read("schedule", schedules::read),
                who,
                body.text("comment", config.commentLength()).orElse(""),
                now);
    }

    private Instant until(Body body, Instant from, Instant now) {
        Optional<Instant> until = body.time("until");
        Optional<Duration> lasting = body.duration("for");
        if (until.isPresent() == lasting.isPresent()) {
            throw Body.invalid("allowed is either field until or field for; a silence must have an end");
        }
        Instant end = until.orElseGet(() -> from.plus(lasting.orElseThrow()));
        if (!end.isAfter(from) || !end.isAfter(now)) {
            throw Body.invalid("the silence would end at " + end + ", allowed is a time after it begins, " + from
                    + ", and after now, " + now);
        }
        if (Duration.between(from, end).compareTo(config.longest()) > 0) {
            throw Body.invalid("the silence would last for " + Duration.between(from, end) + ", allowed is "
                    + config.longest() + " (hearth.rules.silences.longest)");
        }
        return end;
    }

    static EdgexException unknown(String id) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no silence '" + id + "'");
    }
}
