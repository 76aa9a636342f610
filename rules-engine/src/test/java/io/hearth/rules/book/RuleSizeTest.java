package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.engine.Changes;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.lang.ref.Reference;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What heap a rule takes in the book and at work. Here it is more than in the service, which is started with compact object
 * headers; the bound is between what it is and what it was when each rule had all its parts for itself (2127 octets).
 */
class RuleSizeTest {
    private static final int DEVICES = 2_000;
    private static final int RULES = 10 * DEVICES;
    private static final long MOST = 1_400;

    @Test
    void a_rule_in_a_fleet_takes_little_heap_though_its_limits_and_values_are_its_own() {
        // All classes are loaded before it counts.
        Fleet few = new Fleet(100);
        long before = used();

        Fleet fleet = new Fleet(RULES);

        // What others leave behind meanwhile only adds to it.
        long size =
                IntStream.range(0, 3).mapToLong(again -> used() - before).min().orElseThrow() / RULES;
        assertThat(fleet.evaluator.status(new UUID(0, RULES - 1))).hasSize(1);
        assertThat(size).as("octets a rule").isLessThan(MOST);
        Reference.reachabilityFence(few);
        Reference.reachabilityFence(fleet);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Rules as the service holds them, each of which has seen a value. */
    private static final class Fleet {
        private final Shelf shelf = new Shelf();
        private final Evaluator evaluator = Given.evaluator(Clock.fixed(Given.NOW, ZoneOffset.UTC));

        Fleet(int rules) {
            for (int number = 0; number < rules; number++) {
                KnownRule rule = KnownRule.first(new UUID(0, number), Given.rule(document(number)), Given.NOW);
                shelf.put(rule);
                evaluator.put(rule);
            }
            Quantity warm = Quantity.of(50);
            for (int number = 0; number < DEVICES; number++) {
                Sample sample = new Sample(new SignalKey("device-" + number, "temperature"), Given.EPOCH, "50.0", warm);
                evaluator.evaluate(List.of(sample), new Changes());
            }
        }

        private static String document(int number) {
            return String.format(
                    Locale.ROOT,
                    """
                    { "name": "heating-%1$d",
                      "when": { "device": "device-%2$d", "resource": "temperature", "below": %3$.5f, "clearAbove": %4$.5f%5$s },
                      "then": [ { "command": { "device": "device-%2$d", "command": "target", "values": { "target": %6$.3f } } } ],
                      "otherwise": [ { "command": { "device": "device-%2$d", "command": "target", "values": { "target": %1$d } } } ] }
                    """,
                    number,
                    number % DEVICES,
                    10 + number * 1e-5,
                    12 + number * 1e-5,
                    number % 2 == 0 ? ", \"onDelay\": \"5s\"" : "",
                    100 + number * 1e-3);
        }
    }
}
