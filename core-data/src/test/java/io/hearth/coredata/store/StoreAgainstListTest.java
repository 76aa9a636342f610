package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.rest.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The store does what a plain list would do: any order of arrival, any duplicates, any batches, any page. */
class StoreAgainstListTest {
    private static final List<String> DEVICES = List.of("livingroom", "bedroom", "거실");
    private static final List<String> RESOURCES = List.of("temperature", "humidity", "on");
    private static StoreOnRealRedis on;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.chunk",
                "5",
                "hearth.data.store.events-per-call",
                "4",
                "hearth.data.store.shapes",
                "4"));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whatever_arrives_every_query_answers_as_a_plain_list_would(
            @ForAll("batches") List<List<Event>> batches, @ForAll("pages") List<Page> pages) {
        on.clear();
        PlainList plain = new PlainList();
        for (List<Event> batch : batches) {
            assertThat(on.store.add(batch))
                    .isEqualTo(batch.stream().map(plain::add).toList());
        }

        for (Page page : pages) {
            for (Selection selection : selections()) {
                List<String> events = plain.events(selection);
                if (page.offset() <= events.size()) {
                    assertThat(texts(on.log.events(selection, page).items())).isEqualTo(part(events, page));
                }
                List<String> readings = plain.readings(selection);
                if (page.offset() <= readings.size()) {
                    assertThat(texts(on.log.readings(selection, page).items())).isEqualTo(part(readings, page));
                }
                assertThat(on.log.countReadings(selection)).isEqualTo(readings.size());
            }
        }
        for (Event event : plain.events) {
            assertThat(on.index.find(UUID.fromString(event.id())).map(StoreAgainstListTest::text))
                    .contains(text(event));
        }
        assertThat(on.index.find(UUID.randomUUID())).isEmpty();
    }

    private static List<Selection> selections() {
        return Stream.of(
                        Stream.of(Selection.ALL, Selection.resource("on"), Selection.device("nobody")),
                        DEVICES.stream().map(Selection::device),
                        DEVICES.stream().map(device -> Selection.resource(device, "humidity")))
                .flatMap(all -> all)
                .toList();
    }

    private static List<String> part(List<String> all, Page page) {
        return all.stream().skip(page.offset()).limit(page.limit()).toList();
    }

    private static List<String> texts(List<?> items) {
        return items.stream().map(StoreAgainstListTest::text).toList();
    }

    private static String text(Object item) {
        return new String(Json.bytes(item), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<Page>> pages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.of(true, false))
                .as((offset, limit, total) -> new Page(total ? offset : 0, limit, total))
                .list()
                .ofSize(3);
    }

    @Provide
    Arbitrary<List<List<Event>>> batches() {
        return events().list().ofMinSize(1).ofMaxSize(12).list().ofMaxSize(8);
    }

    /** Few devices, few origins and few ids, so that every kind of collision happens. */
    private Arbitrary<Event> events() {
        Arbitrary<Long> origins = Arbitraries.of(Given.ORIGIN, Given.ORIGIN + 1, Given.ORIGIN + 1_000_000)
                .flatMap(base -> Arbitraries.longs().between(0, 4).map(more -> base + more));
        Arbitrary<UUID> ids =
                Arbitraries.integers().between(0, 30).map(number -> new UUID(0x1234_5678_9ABC_4DEFL, number * 0x9E37L));
        return Combinators.combine(
                        Arbitraries.of(DEVICES),
                        origins,
                        ids.injectNull(0.6),
                        readings(),
                        Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.of("x", "y"))
                                .ofMinSize(1)
                                .ofMaxSize(1)
                                .injectNull(0.8))
                .as((device, origin, id, readings, tags) -> new Event(
                        "v3",
                        (id == null ? EventId.of(device, origin) : id).toString(),
                        device,
                        "profile",
                        "source",
                        origin,
                        readings.stream()
                                .map(reading -> of(reading, device, origin))
                                .toList(),
                        tags == null ? null : Map.copyOf(tags)));
    }

    private static Reading of(Reading reading, String device, long origin) {
        return Given.reading(device, reading.resourceName(), origin + reading.origin(), reading.value());
    }

    private Arbitrary<List<Reading>> readings() {
        Arbitrary<ReadingValue> values = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.doubles().map(number -> new ReadingValue.Simple(number.toString()))),
                Tuple.of(3, Arbitraries.strings().ofMaxLength(9).map(ReadingValue.Simple::new)),
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

    /** What the store must be indistinguishable from. */
    private static final class PlainList {
        private final List<Event> events = new ArrayList<>();
        private final List<Integer> ties = new ArrayList<>();

        Added add(Event event) {
            if (events.stream().anyMatch(known -> known.id().equals(event.id()))) {
                return Added.DUPLICATE;
            }
            ties.add(
                    isComputed(event)
                            ? 0
                            : 1
                                    + (int) sameInstant(event)
                                            .filter(known -> !isComputed(known))
                                            .count());
            events.add(sorted(event));
            return Added.STORED;
        }

        private Stream<Event> sameInstant(Event event) {
            return events.stream()
                    .filter(known -> known.origin() == event.origin()
                            && known.deviceName().equals(event.deviceName()));
        }

        private static boolean isComputed(Event event) {
            return event.id()
                    .equals(EventId.of(event.deviceName(), event.origin()).toString());
        }

        private static Event sorted(Event event) {
            List<Reading> readings = event.readings().stream()
                    .sorted(Comparator.comparingLong(Reading::origin).reversed())
                    .toList();
            return Given.event(UUID.fromString(event.id()), event.deviceName(), event.origin(), readings, event.tags());
        }

        private Stream<Event> newestFirst(Selection selection) {
            Comparator<Event> byOrigin = Comparator.comparingLong(Event::origin);
            Comparator<Event> byTie = Comparator.comparingInt(event -> ties.get(events.indexOf(event)));
            return events.stream()
                    .filter(event -> selection.device().isEmpty()
                            || selection.device().get().equals(event.deviceName()))
                    .sorted(byOrigin.thenComparing(byTie).reversed().thenComparing(Event::deviceName));
        }

        List<String> events(Selection selection) {
            return newestFirst(selection).map(StoreAgainstListTest::text).toList();
        }

        List<String> readings(Selection selection) {
            return newestFirst(selection)
                    .flatMap(event -> event.readings().stream())
                    .filter(reading -> selection.resource().isEmpty()
                            || selection.resource().get().equals(reading.resourceName()))
                    .map(StoreAgainstListTest::text)
                    .toList();
        }
    }
}
