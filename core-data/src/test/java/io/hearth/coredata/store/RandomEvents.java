package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.rest.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Few devices, few origins and few ids, so that every kind of collision happens. */
final class RandomEvents {
    static final List<String> DEVICES = List.of("livingroom", "bedroom", "거실");
    static final List<String> RESOURCES = List.of("temperature", "humidity", "on");

    private RandomEvents() {}

    static Arbitrary<List<List<Event>>> batches() {
        return event().list().ofMinSize(1).ofMaxSize(12).list().ofMaxSize(8);
    }

    static Arbitrary<Event> event() {
        Arbitrary<UUID> ids =
                Arbitraries.integers().between(0, 30).map(number -> new UUID(0x1234_5678_9ABC_4DEFL, number * 0x9E37L));
        return Combinators.combine(
                        Arbitraries.of(DEVICES),
                        origins(),
                        ids.injectNull(0.6),
                        readings(),
                        Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.of("x", "y"))
                                .ofMinSize(1)
                                .ofMaxSize(1)
                                .injectNull(0.8))
                .as((device, origin, id, readings, tags) -> Given.event(
                        id == null ? EventId.of(device, origin) : id,
                        device,
                        origin,
                        readings.stream()
                                .map(reading -> of(reading, device, origin))
                                .toList(),
                        tags == null ? null : Map.copyOf(tags)));
    }

    private static Arbitrary<Long> origins() {
        return Arbitraries.of(Given.ORIGIN, Given.ORIGIN + 1, Given.ORIGIN + 1_000_000)
                .flatMap(base -> Arbitraries.longs().between(0, 4).map(more -> base + more));
    }

    private static Reading of(Reading reading, String device, long origin) {
        return Given.reading(device, reading.resourceName(), origin + reading.origin(), reading.value());
    }

    private static Arbitrary<List<Reading>> readings() {
        Arbitrary<ReadingValue> values = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.doubles().map(number -> new ReadingValue.Simple(number.toString()))),
                Tuple.of(2, Arbitraries.integers().map(number -> new ReadingValue.Simple(number.toString()))),
                Tuple.of(1, Arbitraries.just(new ReadingValue.NullValue())));
        return Combinators.combine(
                        Arbitraries.of(RESOURCES),
                        Arbitraries.frequency(Tuple.of(5, 0L), Tuple.of(1, -3L), Tuple.of(1, 2L)),
                        values)
                .as((resource, delta, value) -> Given.reading("", resource, delta, value))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    /** One device or all, some resources or all, some time or all. */
    static Arbitrary<Selection> selection() {
        Arbitrary<Optional<String>> devices =
                Arbitraries.of(DEVICES).injectNull(0.4).map(Optional::ofNullable);
        Arbitrary<Set<String>> resources = Arbitraries.of(RESOURCES).set().ofMaxSize(2);
        return Combinators.combine(devices, resources, ranges()).as(Selection::new);
    }

    private static Arbitrary<TimeRange> ranges() {
        Arbitrary<TimeRange> some = Combinators.combine(origins(), Arbitraries.of(0L, 1L, 3L, 1_000_000L))
                .as((start, length) -> new TimeRange(start - 2, start - 2 + length));
        return Arbitraries.frequencyOf(
                Tuple.of(3, some),
                Tuple.of(2, Arbitraries.just(TimeRange.ALL)),
                Tuple.of(1, Arbitraries.of(new TimeRange(0, 0), new TimeRange(0, Given.ORIGIN))));
    }

    static Arbitrary<Page> page() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.of(true, false))
                .as((offset, limit, total) -> new Page(total ? offset : 0, limit, total));
    }
}
