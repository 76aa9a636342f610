package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.rest.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** Whatever is added and removed in any order, the store holds, counts, finds and calls the latest what a plain list would. */
class RemovalAgainstListTest {
    private static final List<String> DEVICES = List.of("livingroom", "거실");
    private static final List<String> SOURCES = List.of("status", "temp", "");
    private static final long LAST = Given.ORIGIN + 40;
    private static StoreOnRealRedis on;
    private static EventStore toWhichAllIsFuture;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.chunk", "5", "hearth.data.removal.chunk", "3", "hearth.data.store.shapes", "5"));
        toWhichAllIsFuture = on.storeWithAhead(Duration.ofDays(-36_500));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    /** One thing done to the store, and to the list. */
    sealed interface Step {
        /** {@code ahead}: as events of the future. */
        record Add(List<Event> events, boolean ahead) implements Step {}

        record Delete(UUID id) implements Step {}

        record OlderThan(String device, long origin) implements Step {}

        record OfSource(String device, String source, long upTo, int leave) implements Step {}

        record Purge(String device, boolean clean) implements Step {}
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void the_store_is_what_a_plain_list_would_be(@ForAll("steps") List<Step> steps) {
        on.clear();
        List<Event> plain = new ArrayList<>();
        for (Step step : steps) {
            take(step, plain);
            DEVICES.forEach(device -> assertSame(device, ofDevice(plain, device)));
        }
        assertThat(on.devices.names())
                .containsAll(plain.stream().map(Event::deviceName).distinct().toList());

        DEVICES.forEach(on.purge::device);
        DEVICES.forEach(device -> on.purge.clean(device, () -> true));

        assertThat(on.keys("cd:*"))
                .as("shapes, the counter of changes and who left")
                .isLessThanOrEqualTo(DEVICES.size() + 2);
    }

    private static void take(Step step, List<Event> plain) {
        switch (step) {
            case Step.Add(List<Event> events, boolean ahead) -> {
                List<Added> expected = new ArrayList<>();
                for (Event event : events) {
                    boolean known = plain.stream().anyMatch(other -> other.id().equals(event.id()));
                    expected.add(known ? Added.DUPLICATE : Added.STORED);
                    if (!known) {
                        plain.add(Given.stored(event));
                    }
                }
                assertThat((ahead ? toWhichAllIsFuture : on.store).add(events)).isEqualTo(expected);
            }
            case Step.Delete(UUID id) ->
                assertThat(on.removal.event(id))
                        .isEqualTo(plain.removeIf(event -> event.id().equals(id.toString())));
            case Step.OlderThan(String device, long origin) ->
                assertThat(on.removal.olderThan(device, origin, () -> true))
                        .isEqualTo(removeOldest(
                                plain, ofDevice(device).and(event -> event.origin() < origin), Long.MAX_VALUE));
            case Step.OfSource(String device, String source, long upTo, int leave) -> {
                Predicate<Event> ofSource =
                        ofDevice(device).and(event -> event.sourceName().equals(source));
                long all = plain.stream().filter(ofSource).count();
                Removal.Range range =
                        new Removal.Range(Optional.empty(), Place.at(upTo).lastTie(), Optional.of(source), leave);
                assertThat(on.removal.remove(device, range, () -> true))
                        .isEqualTo(removeOldest(
                                plain, ofSource.and(event -> event.origin() <= upTo), all - Math.max(0, leave)));
            }
            case Step.Purge(String device, boolean clean) -> {
                on.purge.device(device);
                if (clean) {
                    on.purge.clean(device, () -> true);
                }
                plain.removeIf(ofDevice(device));
            }
        }
    }

    /** Removes those that match, the oldest first, but no more than so many. */
    private static long removeOldest(List<Event> plain, Predicate<Event> match, long most) {
        List<Event> gone = plain.stream()
                .filter(match)
                .sorted(OLDEST_FIRST)
                .limit(Math.max(0, most))
                .toList();
        plain.removeAll(gone);
        return gone.size();
    }

    private static final Comparator<Event> OLDEST_FIRST =
            Comparator.comparingLong(Event::origin).thenComparing(event -> isComputed(event) ? 0 : 1);

    private static boolean isComputed(Event event) {
        return event.id().equals(EventId.of(event.deviceName(), event.origin()).toString());
    }

    private static Predicate<Event> ofDevice(String device) {
        return event -> event.deviceName().equals(device);
    }

    private static List<Event> ofDevice(List<Event> plain, String device) {
        return plain.stream()
                .filter(ofDevice(device))
                .sorted(OLDEST_FIRST.reversed())
                .toList();
    }

    private static void assertSame(String device, List<Event> newestFirst) {
        assertThat(texts(on.events(Selection.device(device), new Page(0, 1000, true))))
                .isEqualTo(texts(newestFirst));
        assertThat(on.log.countReadings(Selection.device(device)))
                .isEqualTo(newestFirst.stream()
                        .mapToInt(event -> event.readings().size())
                        .sum());
        assertThat(on.counts.of(device).bySource())
                .isEqualTo(
                        newestFirst.stream().collect(Collectors.groupingBy(Event::sourceName, Collectors.counting())));
        for (Event event : newestFirst) {
            assertThat(on.index.find(UUID.fromString(event.id())).map(Event::id))
                    .contains(event.id());
        }
        Map<String, Reading> latest = new TreeMap<>();
        newestFirst.reversed().forEach(event -> event.readings()
                .forEach(reading -> latest.put(reading.resourceName(), reading)));
        assertThat(texts(on.latest.of(List.of(device)))).isEqualTo(texts(List.copyOf(latest.values())));
    }

    private static List<String> texts(List<?> items) {
        return items.stream()
                .map(item -> new String(Json.bytes(item), StandardCharsets.UTF_8))
                .toList();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> origins = Arbitraries.longs().between(Given.ORIGIN, LAST);
        Arbitrary<String> devices = Arbitraries.of(DEVICES);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(
                        10,
                        Combinators.combine(
                                        events().list().ofMinSize(1).ofMaxSize(12), Arbitraries.of(true, false, false))
                                .as(Step.Add::new)),
                Tuple.of(
                        4,
                        Combinators.combine(devices, origins, Arbitraries.of(true, false))
                                .as(RemovalAgainstListTest::id)
                                .map(Step.Delete::new)),
                Tuple.of(2, Combinators.combine(devices, origins).as(Step.OlderThan::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        devices,
                                        Arbitraries.of(SOURCES),
                                        origins,
                                        Arbitraries.integers().between(-1, 5))
                                .as(Step.OfSource::new)),
                Tuple.of(
                        1,
                        Combinators.combine(devices, Arbitraries.of(true, false))
                                .as(Step.Purge::new)));
        return step.list().ofMinSize(3).ofMaxSize(16);
    }

    private static UUID id(String device, long origin, boolean computed) {
        return computed
                ? EventId.of(device, origin)
                : UUID.nameUUIDFromBytes((device + origin).getBytes(StandardCharsets.UTF_8));
    }

    /** Each source has the resources "common" and its own, some events only one of the two, so that there are several shapes. */
    private Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.of(DEVICES),
                        Arbitraries.longs().between(Given.ORIGIN, LAST),
                        Arbitraries.of(true, false),
                        Arbitraries.of(SOURCES),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 1000))
                .as((device, origin, computed, source, resources, value) -> new Event(
                        "v3",
                        id(device, origin, computed).toString(),
                        device,
                        "profile",
                        source,
                        origin,
                        IntStream.range(0, 2)
                                .filter(i -> (resources >> i & 1) == 1)
                                .mapToObj(i -> Given.reading(
                                        device,
                                        i == 0 ? "common" : "own-" + source,
                                        origin,
                                        new ReadingValue.Simple(Integer.toString(value))))
                                .toList(),
                        null));
    }
}
