package io.hearth.rules.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
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

class LeavesTest {
    private static final Measure TEMPERATURE = Measure.of(SignalRef.ofSubject("temperature"));

    private static Condition below(String at, String clear) {
        return new Condition.Threshold(
                TEMPERATURE,
                new Limit(Limit.Side.BELOW, new BigDecimal(at), new Limit.Clearing.At(new BigDecimal(clear))));
    }

    private static Condition range(boolean inside, String low, String high) {
        return new Condition.Range(TEMPERATURE, inside, new BigDecimal(low), new BigDecimal(high), BigDecimal.ZERO);
    }

    @Test
    void each_single_condition_is_held_against_the_newest_value() {
        Condition open = new Condition.Equals(Measure.of(new SignalRef(Optional.of("door"), "state")), true, "open");
        Condition same = new Condition.Equals(TEMPERATURE, true, new BigDecimal("19.50"));
        Condition average = new Condition.Threshold(
                new Measure(
                        SignalRef.ofSubject("temperature"),
                        Optional.of(new Window(Window.Function.AVG, new Window.Extent.Lasting(Duration.ofMinutes(1))))),
                Given.below("20"));
        Condition when = new Condition.All(List.of(
                below("20", "20.5"),
                new Condition.Any(List.of(range(true, "0", "19"), range(false, "0", "19"))),
                new Condition.Held(same, Delays.NONE),
                below("19", "20"),
                open,
                average));

        List<Standing.Leaf> leaves =
                Leaves.of(when, "livingroom", List.of(Given.sample(1, Quantity.of(new BigDecimal("19.5")))));

        assertThat(leaves)
                .extracting(Standing.Leaf::holds)
                .containsExactly(
                        Optional.of(true),
                        Optional.of(false),
                        Optional.of(true),
                        Optional.of(true),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(leaves.getFirst().value()).isEqualTo("19.5");
        assertThat(leaves.getLast().value()).isEmpty();
    }
}
