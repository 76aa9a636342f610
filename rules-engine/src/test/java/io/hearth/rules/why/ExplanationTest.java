package io.hearth.rules.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.Moments;
import io.hearth.rules.engine.RuleState;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All of a rule's state in one sentence. */
class ExplanationTest {
    private static final KnownRule SLOW = slow();

    private static KnownRule slow() {
        Rule rule = Given.rule("cold", Given.below("20.0"));
        return Given.known(new Rule(
                rule.name(),
                rule.enabled(),
                rule.description(),
                rule.labels(),
                rule.severity(),
                rule.alarm(),
                rule.subject(),
                rule.when(),
                new Delays(Duration.ofSeconds(30), Duration.ofMinutes(2)),
                rule.staleAfter(),
                new Pacing(Duration.ofMinutes(5), Optional.empty(), Duration.ofMinutes(3), Duration.ZERO),
                rule.then(),
                rule.otherwise()));
    }

    private static String because(RuleState state, String value) {
        return Explanation.because(
                SLOW,
                new Standing(
                        "livingroom",
                        state,
                        state.deadline(),
                        value.isEmpty() ? List.of() : List.of(Given.sample(0, Quantity.of(new BigDecimal(value)))),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static String pacing(Optional<Instant> cools, Optional<Instant> resumes) {
        RuleState active = new RuleState.Active(Moments.at(3));
        return Explanation.pacing(
                SLOW, new Standing("livingroom", active, Optional.empty(), List.of(), cools, resumes));
    }

    @Test
    void what_is_held_back_and_what_cools_down_say_until_when() {
        assertThat(pacing(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(pacing(Optional.of(Moments.at(303)), Optional.empty()))
                .isEqualTo("; cools down until 2026-01-01T00:05:03Z (coolDown 5m)");
        assertThat(pacing(Optional.empty(), Optional.of(Moments.at(62))))
                .isEqualTo("; held back until 2026-01-01T00:01:02Z");
    }

    @Test
    void a_state_that_waits_says_for_what_and_until_when() {
        Instant since = Moments.at(3);

        assertThat(because(new RuleState.Pending(since, Moments.at(33), Optional.empty()), "19.4"))
                .isEqualTo("19.4 is below 20.0 since 2026-01-01T00:00:03Z; pending until 2026-01-01T00:00:33Z"
                        + " (onDelay 30s)");
        assertThat(because(new RuleState.Clearing(since, Moments.at(123), Moments.at(0)), "21.0"))
                .isEqualTo("21.0 is not below 20.0 since 2026-01-01T00:00:03Z; still active until 2026-01-01T00:02:03Z"
                        + " (offDelay 2m, minOn 3m)");
    }

    @Test
    void every_other_state_says_since_when() {
        Instant since = Moments.at(3);

        assertThat(because(new RuleState.Active(since), "19.4"))
                .isEqualTo("19.4 is below 20.0; active since 2026-01-01T00:00:03Z");
        assertThat(because(new RuleState.Normal(since), "21.0"))
                .isEqualTo("21.0 is not below 20.0; normal since 2026-01-01T00:00:03Z");
        assertThat(because(new RuleState.Unknown(since), "")).startsWith("no value was seen yet");
    }
}
