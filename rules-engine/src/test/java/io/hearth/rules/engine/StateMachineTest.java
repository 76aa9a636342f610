package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.KnownRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The specification of the state machine: readings as {@code second=value}, and after each the state expected (U, N, A)
 * with what is done about it (+ then, - otherwise).
 */
class StateMachineTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        the first value beyond the limit fires            | "below": 20                      | 1=19                    | A+
        the first value not beyond it is no news          | "below": 20                      | 1=21                    | N
        the first value in the dead band is no news       | "below": 20, "clearAbove": 20.5  | 1=20.2                  | N
        the limit itself is not below it                  | "below": 20                      | 1=20 2=19.99            | N A+
        the limit itself is not above it                  | "above": 80                      | 1=80 2=80.01            | N A+
        it fires on crossing and not with each reading    | "below": 20                      | 1=21 2=19 3=18 4=17     | N A+ A A
        without a clear limit the limit itself clears     | "below": 20                      | 1=19 2=20               | A+ N-
        without a clear limit it fires each time          | "below": 20                      | 1=19 2=20 3=19 4=20     | A+ N- A+ N-
        in the dead band whatever was stays               | "below": 20, "clearAbove": 20.5  | 1=21 2=20.2 3=19 4=20.2 5=20.5 6=20.6 7=20.2 | N N A+ A A N- N
        an upper limit is cleared below                   | "above": 80, "clearBelow": 75    | 1=81 2=78 3=75 4=74 5=78 6=81 | A+ A A N- N A+
        a dead band is a clear limit so far away          | "above": 80, "deadband": 5       | 1=81 2=75 3=74.9        | A+ A N-
        a clear limit at the limit needs more than it     | "below": 20, "clearAbove": 20    | 1=19 2=20 3=20.1        | A+ A N-
        not a number changes nothing                      | "below": 20                      | 1=NaN 2=19 3=NaN 4=21 5=NaN | U A+ A N- N
        a sensor that comes back where it was is no news  | "below": 20                      | 1=19 2=NaN 3=18         | A+ A A
        an infinite value is beyond every limit           | "above": 80                      | 1=+Inf 2=-Inf           | A+ N-
        a reading delivered again changes nothing         | "below": 20                      | 1=19 1=21 2=21 1=19     | A+ A N- N
        a reading that is late changes nothing            | "below": 20                      | 5=21 4=19 6=21          | N N N
        a reading from tomorrow changes nothing           | "below": 20                      | 1=21 99999=19 2=21      | N N N
        a jump across the band clears at once             | "below": 20, "clearAbove": 25    | 1=10 2=30 3=10          | A+ N- A+
        """)
    void a_sequence(String what, String limit, String readings, String expected) {
        KnownRule rule = Given.known(Given.rule(Given.BOILER.replace("\"below\": 20.0, \"clearAbove\": 20.5", limit)));
        Clock clock = Clock.fixed(Given.NOW, ZoneOffset.UTC);
        Evaluator evaluator = new Evaluator(clock, Duration.ofHours(1));
        evaluator.put(rule, Optional.empty(), Optional.empty());
        List<String> seen = new ArrayList<>();

        for (String reading : readings.trim().split(" ")) {
            seen.add(after(evaluator, rule, reading));
        }

        assertThat(seen).containsExactly(expected.trim().split(" "));
    }

    private static String after(Evaluator evaluator, KnownRule rule, String reading) {
        String[] parts = reading.split("=");
        Quantity value = Quantity.parse(ValueType.FLOAT64, parts[1]);
        Changes changes = new Changes();
        evaluator.evaluate(List.of(Given.sample(Long.parseLong(parts[0]), value)), changes);
        StringBuilder seen = new StringBuilder();
        seen.append(evaluator.status(rule.id()).orElseThrow().state().label().charAt(0));
        for (Transition transition : changes.transitions()) {
            Instant at = Instant.ofEpochSecond(Given.NOW.getEpochSecond() + Long.parseLong(parts[0]));
            assertThat(transition.to().since()).isEqualTo(at);
            List<Action> actions = transition
                    .firing()
                    .map(firing -> firing.kind() == io.hearth.rules.rule.Firing.Kind.CLEARED
                            ? firing.rule().rule().otherwise()
                            : firing.rule().rule().then())
                    .orElse(List.of());
            if (!actions.isEmpty()) {
                seen.append(actions.equals(rule.rule().then()) ? '+' : '-');
            }
        }
        return seen.toString();
    }
}
