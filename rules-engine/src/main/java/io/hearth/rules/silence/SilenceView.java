package io.hearth.rules.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A silence as users see it; times are ISO 8601. A part of its scope that is absent does not matter.
 *
 * @param state pending (it begins later), active (it holds), waiting (its schedule does not hold it now) or expired
 * @param who   made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SilenceView(
        String id,
        String state,
        String rule,
        String label,
        String device,
        String profile,
        String from,
        String until,
        SilenceText.Times schedule,
        String who,
        String comment,
        String created) {
    static SilenceView of(Silence silence, Instant now) {
        Scope scope = silence.scope();
        return new SilenceView(
                silence.id().toString(),
                state(silence, now),
                scope.rule().orElse(null),
                scope.label().orElse(null),
                scope.device().orElse(null),
                scope.profile().orElse(null),
                silence.from().toString(),
                silence.until().toString(),
                silence.schedule().map(SilenceText.Times::of).orElse(null),
                silence.who(),
                silence.comment(),
                silence.created().toString());
    }

    private static String state(Silence silence, Instant now) {
        if (silence.isOver(now)) {
            return "expired";
        }
        if (silence.holds(now)) {
            return "active";
        }
        return now.isBefore(silence.from()) ? "pending" : "waiting";
    }
}
