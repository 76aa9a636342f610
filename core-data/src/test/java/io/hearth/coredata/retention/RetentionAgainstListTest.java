package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.Retention;
import io.hearth.coredata.store.Given;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoreOnRealRedis;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.rest.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A round of retention leaves of each device's source what EdgeX's formula leaves of a plain list. */
class RetentionAgainstListTest {
    private static final long SECOND = 1_000_000_000;
    private static final List<String> DEVICES = List.of("boiler", "attic");
    private static final List<String> SOURCES = List.of("Temp", "Temp2");
    /** 100 s after the oldest event. */
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(0, Given.ORIGIN + 100 * SECOND), ZoneOffset.UTC);

    private static StoreOnRealRedis on;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.chunk",
                "4",
                "hearth.data.removal.chunk",
                "3",
                "hearth.data.retention.default-duration",
                "50s"));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void what_stays_is_what_the_formula_says(
            @ForAll("events") List<Event> events, @ForAll("retentions") Retention retention) throws Exception {
        on.clear();
        on.store.add(events);
        RetentionTable table = new RetentionTable(new RetentionSettings(new LiveConfig(), on.config));
        table.replace(List.of(device("boiler", "Temp", retention)));
        RetentionCycle cycle = new RetentionCycle(table, null, on.devices, on.counts, on.removal);
        Set<String> seen = new HashSet<>();
        List<Event> stored =
                events.stream().filter(event -> seen.add(event.id())).toList();

        long removed = cycle.run(NOW, () -> true);

        List<Event> left = new ArrayList<>();
        for (String device : DEVICES) {
            for (String source : SOURCES) {
                left.addAll(formula(
                        stored.stream()
                                .filter(event -> event.deviceName().equals(device)
                                        && event.sourceName().equals(source))
                                .sorted(Comparator.comparingLong(Event::origin).reversed())
                                .toList(),
                        device.equals("boiler") && source.equals("Temp") ? retention : new Retention(-1, 1, "50s")));
            }
        }
        assertThat(on.events(Selection.ALL, new Page(0, 1000, true)).stream().map(Event::id))
                .containsExactlyInAnyOrderElementsOf(
                        left.stream().map(Event::id).toList());
        assertThat(removed).isEqualTo(stored.size() - left.size());
        assertThat(cycle.run(NOW, () -> true)).isZero();
    }

    /** EdgeX's formula, condition by condition, on the events of a pair, newest first; 0 and "" are the defaults. */
    private static List<Event> formula(List<Event> newestFirst, Retention retention) {
        long maxCap = retention.maxCap() == 0 ? -1 : retention.maxCap();
        long minCap = retention.minCap() == 0 ? 1 : retention.minCap();
        long seconds = retention.duration().isEmpty()
                ? 50
                : Long.parseLong(retention.duration().replace("s", ""));
        if (maxCap > 0 && newestFirst.size() < maxCap) {
            return newestFirst;
        }
        if (seconds <= 0) {
            return newestFirst.stream().limit(Math.max(0, minCap)).toList();
        }
        long bound = Given.ORIGIN + (100 - seconds) * SECOND;
        List<Event> kept = new ArrayList<>(
                newestFirst.stream().filter(event -> event.origin() >= bound).toList());
        newestFirst.stream()
                .filter(event -> event.origin() < bound)
                .limit(Math.max(0, minCap))
                .forEach(kept::add);
        return kept;
    }

    private static Device device(String name, String source, Retention retention) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "service",
                "p",
                List.of(new AutoEvent("1s", false, 0, source, retention)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Provide
    Arbitrary<Retention> retentions() {
        return Combinators.combine(
                        Arbitraries.of(-1L, 0L, 3L, 8L),
                        Arbitraries.of(-1L, 0L, 1L, 4L),
                        Arbitraries.of("", "0s", "-5s", "20s", "90s", "1000s"))
                .as(Retention::new);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(DEVICES),
                        Arbitraries.of(SOURCES),
                        Arbitraries.longs().between(0, 100).map(second -> Given.ORIGIN + second * SECOND))
                .as((device, source, origin) -> new Event(
                        "v3",
                        EventId.of(device, origin).toString(),
                        device,
                        "profile",
                        source,
                        origin,
                        List.of(Given.reading(device, "r", origin, new ReadingValue.Simple("1"))),
                        null))
                .list()
                .ofMaxSize(60);
    }
}
