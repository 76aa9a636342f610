package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Statistics of minutes and hours are those of the stored numbers, in whatever order, how often and in what batches they came. */
class RollupsAgainstListTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NANOS = 1_000_000;
    /** Some hours ago, just before a bucket of minutes ends. */
    private static final long START = (System.currentTimeMillis() - 24 * HOUR) / (128 * HOUR) * 128 * HOUR - MINUTE;

    private static StoreOnRealRedis on;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.store.events-per-call", "7"));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void statistics_are_those_of_the_stored_numbers(@ForAll("batches") List<List<Event>> batches) {
        on.clear();
        Set<String> stored = new HashSet<>();
        List<Reading> readings = new ArrayList<>();
        for (List<Event> batch : batches) {
            on.store.add(batch);
            batch.stream().filter(event -> stored.add(event.id())).forEach(event -> readings.addAll(event.readings()));
        }

        for (Rollups.Level level : Rollups.Level.values()) {
            for (String resource : List.of("on", "temperature")) {
                List<Statistics> expected = expected(readings, resource, level.millis());
                List<Statistics> found = on.rollups.read("boiler", resource, level, START - HOUR, START + 1000 * HOUR);
                assertThat(found)
                        .usingRecursiveComparison()
                        .ignoringFields("last", "sum")
                        .isEqualTo(expected);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i).sum())
                            .isCloseTo(expected.get(i).sum(), org.assertj.core.data.Offset.offset(1e-6));
                    assertThat(lasts(readings, resource, expected.get(i).at()))
                            .contains(found.get(i).last());
                }
            }
        }
        assertThat(on.rollups.read("boiler", "name", Rollups.Level.MINUTE, 0, Long.MAX_VALUE / 2))
                .isEmpty();
    }

    private static List<Statistics> expected(List<Reading> readings, String resource, long width) {
        Map<Long, Statistics> units = new TreeMap<>();
        readings.stream()
                .filter(reading -> reading.resourceName().equals(resource))
                .filter(reading -> !Double.isNaN(Numbers.value(reading.value())))
                .sorted(Comparator.comparingLong(Reading::origin))
                .forEach(reading -> {
                    long at = reading.origin() / NANOS;
                    double value = Numbers.value(reading.value());
                    Statistics one = new Statistics(at / width * width, 1, value, value, value, value, at);
                    units.merge(at / width * width, one, Statistics::with);
                });
        return List.copyOf(units.values());
    }

    /** Of numbers of the same ms any may be the last. */
    private static List<Double> lasts(List<Reading> readings, String resource, long at) {
        return readings.stream()
                .filter(reading -> reading.resourceName().equals(resource) && reading.origin() / NANOS == at)
                .map(reading -> Numbers.value(reading.value()))
                .toList();
    }

    @Provide
    Arbitrary<List<List<Event>>> batches() {
        return events().list().ofMinSize(1).ofMaxSize(25).list().ofMinSize(1).ofMaxSize(6);
    }

    private Arbitrary<Event> events() {
        Arbitrary<Long> near = Arbitraries.longs().between(0, 5 * MINUTE);
        Arbitrary<Long> far = Arbitraries.longs().between(0, 200 * HOUR);
        return Combinators.combine(
                        Arbitraries.oneOf(near, near, far),
                        Arbitraries.of("21.5", "-3", "1e3", "nan", "", "7"),
                        Arbitraries.of("true", "false"),
                        Arbitraries.of(0L, 0L, 0L, -90_000L, 1L))
                .as((ms, temperature, switched, own) -> event(START + ms, temperature, switched, own));
    }

    private static Event event(long ms, String temperature, String switched, long own) {
        long origin = ms * NANOS;
        ReadingValue value =
                temperature.isEmpty() ? new ReadingValue.NullValue() : new ReadingValue.Simple(temperature);
        return Given.event(
                EventId.of("boiler", origin),
                "boiler",
                origin,
                List.of(
                        reading("temperature", "Float64", origin + own * NANOS, value),
                        reading("name", "String", origin, new ReadingValue.Simple("5")),
                        reading("on", "Bool", origin, new ReadingValue.Simple(switched)),
                        reading("temperature", "Int8", origin, new ReadingValue.Simple("4"))));
    }

    private static Reading reading(String resource, String type, long origin, ReadingValue value) {
        return new Reading("", origin, "boiler", resource, "profile", type, "", null, value);
    }
}
