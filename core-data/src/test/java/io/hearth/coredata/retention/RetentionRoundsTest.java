package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.store.Given;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoreOnRealRedis;
import io.hearth.runtime.rest.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Retention goes on where it left off: round after round it leaves what a plain list would, and costs what it removes. */
class RetentionRoundsTest {
    private static final String DEVICE = "boiler";
    private static final List<String> SOURCES = List.of("often", "seldom");
    /** Within a nanosecond an event with an id of its own is behind the one whose id is computed. */
    private static final Comparator<Event> OLDEST_FIRST = Comparator.comparingLong(Event::origin)
            .thenComparing(event -> UUID.fromString(event.id()).version() == 8 ? 0 : 1);

    private static StoreOnRealRedis on;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.query.chunk", "4", "hearth.data.removal.chunk", "3"));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    sealed interface Step {
        record Add(List<Event> events) implements Step {}

        record Expire(String source, long before, int keep) implements Step {}

        record ButNewest(String source, int keep) implements Step {}

        record Delete(int which) implements Step {}

        record OlderThan(long origin) implements Step {}

        record Purge() implements Step {}
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void every_round_leaves_what_a_plain_list_would(@ForAll("steps") List<Step> steps) {
        on.clear();
        List<Event> plain = new ArrayList<>();
        for (Step step : steps) {
            take(step, plain);
            assertThat(on.events(Selection.device(DEVICE), new Page(0, 1000, true)).stream()
                            .map(Event::id))
                    .as("after %s", step)
                    .containsExactlyInAnyOrderElementsOf(
                            plain.stream().map(Event::id).toList());
        }
    }

    private static void take(Step step, List<Event> plain) {
        switch (step) {
            case Step.Add(List<Event> events) -> {
                on.store.add(events);
                events.stream()
                        .filter(event ->
                                plain.stream().noneMatch(known -> known.id().equals(event.id())))
                        .forEach(plain::add);
            }
            case Step.Expire(String source, long before, int keep) -> {
                List<Event> gone = newestFirst(plain, source).stream()
                        .filter(event -> event.origin() < before)
                        .skip(keep)
                        .toList();
                assertThat(on.removal.expired(DEVICE, source, before, keep, () -> true))
                        .as("%s", step)
                        .isEqualTo(gone.size());
                plain.removeAll(gone);
            }
            case Step.ButNewest(String source, int keep) -> {
                List<Event> gone =
                        newestFirst(plain, source).stream().skip(keep).toList();
                assertThat(on.removal.allButNewest(DEVICE, source, keep, () -> true))
                        .isEqualTo(gone.size());
                plain.removeAll(gone);
            }
            case Step.Delete(int which) -> {
                if (!plain.isEmpty()) {
                    on.removal.event(
                            UUID.fromString(plain.remove(which % plain.size()).id()));
                }
            }
            case Step.OlderThan(long origin) -> {
                on.removal.olderThan(DEVICE, origin, () -> true);
                plain.removeIf(event -> event.origin() < origin);
            }
            case Step.Purge purge -> {
                on.purge.device(DEVICE);
                on.purge.clean(DEVICE, () -> true);
                plain.clear();
            }
        }
    }

    private static List<Event> newestFirst(List<Event> events, String source) {
        return events.stream()
                .filter(event -> event.sourceName().equals(source))
                .sorted(OLDEST_FIRST.reversed())
                .toList();
    }

    @Example
    void a_source_among_many_events_of_another_is_not_looked_for_again_and_again() {
        on.clear();
        store("often", 0, 3_000);
        store("seldom", 3_000, 5);
        store("often", 3_005, 3_000);
        long now = Given.ORIGIN + 6_005;
        on.removal.expired(DEVICE, "seldom", now, 1, () -> true);
        on.removal.allButNewest(DEVICE, "often", 6_000, () -> true);

        long idle = calls(() -> on.removal.expired(DEVICE, "seldom", now, 1, () -> true));
        store("seldom", 6_005, 2);
        long some = calls(() -> on.removal.expired(DEVICE, "seldom", now + 2, 1, () -> true));
        store("often", 6_007, 2);
        long others = calls(() -> on.removal.allButNewest(DEVICE, "often", 6_000, () -> true));

        assertThat(idle).as("calls when nothing is to be removed").isLessThanOrEqualTo(2);
        // The place of the last one removed is passed once more.
        assertThat(some).as("calls to remove two").isLessThanOrEqualTo(3_010 / 3 + 4);
        assertThat(others).as("calls to remove the two oldest").isLessThanOrEqualTo(3);
        long again = calls(() -> on.removal.expired(DEVICE, "seldom", now + 4, 1, () -> true));
        assertThat(again).isLessThanOrEqualTo(4);
    }

    private static long calls(Runnable work) {
        long before = on.scripts();
        work.run();
        return on.scripts() - before;
    }

    private static void store(String source, long from, int number) {
        on.store.add(LongStream.range(from, from + number)
                .mapToObj(at -> event(source, at, true))
                .toList());
    }

    private static Event event(String source, long at, boolean computed) {
        long origin = Given.ORIGIN + at;
        UUID id = computed ? EventId.of(DEVICE, origin) : new UUID(0x4000L | at, 1L << 63 | source.hashCode());
        return new Event(
                "v3",
                id.toString(),
                DEVICE,
                "profile",
                source,
                origin,
                List.of(Given.reading(DEVICE, "r", origin, new ReadingValue.Simple("1"))),
                null);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> ats = Arbitraries.longs().between(0, 60);
        Arbitrary<String> sources = Arbitraries.of(SOURCES);
        // Ids that are computed go by the origin alone: each place has one source.
        Arbitrary<Event> events = Combinators.combine(ats, Arbitraries.of(true, false))
                .as((at, computed) -> event(SOURCES.get(at % 4 == 0 ? 1 : 0), at, computed && at % 3 > 0));
        Arbitrary<Integer> keeps = Arbitraries.integers().between(0, 4);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(8, events.list().ofMinSize(1).ofMaxSize(10).map(Step.Add::new)),
                Tuple.of(
                        6,
                        Combinators.combine(sources, ats, keeps)
                                .as((source, at, keep) -> new Step.Expire(source, Given.ORIGIN + at, keep))),
                Tuple.of(3, Combinators.combine(sources, keeps).as(Step.ButNewest::new)),
                Tuple.of(3, Arbitraries.integers().between(0, 100).map(Step.Delete::new)),
                Tuple.of(1, ats.map(at -> new Step.OlderThan(Given.ORIGIN + at))),
                Tuple.of(1, Arbitraries.just(new Step.Purge())));
        return step.list().ofMinSize(4).ofMaxSize(30);
    }
}
