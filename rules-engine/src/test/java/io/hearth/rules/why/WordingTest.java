package io.hearth.rules.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalRef;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Measure TEMPERATURE = Measure.of(SignalRef.ofSubject("temperature"));
    private static final Condition COLD = new Condition.Threshold(
            TEMPERATURE,
            new Limit(Limit.Side.BELOW, new BigDecimal("20.0"), new Limit.Clearing.At(new BigDecimal("20.5"))));

    private static String says(Condition condition, String value, boolean holds) {
        return ConditionText.sentence(condition, value, Optional.of(holds));
    }

    @Test
    void a_limit_is_passed_or_not_or_not_left_yet() {
        assertThat(says(COLD, "19.4", true)).isEqualTo("19.4 is below 20.0");
        assertThat(says(COLD, "21", false)).isEqualTo("21 is not below 20.0");
        assertThat(says(COLD, "20.2", true))
                .isEqualTo("20.2 is no longer below 20.0, but not past where it is left, 20.5");
        assertThat(says(COLD, "", true)).isEqualTo("there is no value of temperature to be held against below 20.0");
    }

    @Test
    void every_condition_has_its_words() {
        Measure average = new Measure(
                SignalRef.ofSubject("power"),
                Optional.of(new Window(Window.Function.AVG, new Window.Extent.Lasting(Duration.ofMinutes(10)))));
        Condition moving = new Condition.MovingThreshold(
                TEMPERATURE, Limit.Side.ABOVE, average, new BigDecimal("-2"), BigDecimal.ZERO);
        Condition open = new Condition.Equals(Measure.of(new SignalRef(Optional.of("door"), "state")), true, "open");
        Condition silent = new Condition.Absence(Optional.empty(), Optional.of("battery"), Duration.ofMinutes(90));

        assertThat(says(moving, "25", true)).isEqualTo("25 is above avg of power over 10m - 2");
        assertThat(says(open, "shut", false)).isEqualTo("shut is not open");
        assertThat(says(silent, "", true)).isEqualTo("the device (battery) is silent for 1h30m");
        assertThat(says(
                        new Condition.All(List.of(
                                COLD, new Condition.Held(open, new Delays(Duration.ofSeconds(5), Duration.ZERO)))),
                        "",
                        true))
                .isEqualTo("the condition is all of (temperature below 20.0; door state open for 5s)");
    }
}
