package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.coredata.JsonText;
import io.hearth.coredata.aggregate.AggregateFunction;
import io.hearth.coredata.aggregate.AggregateReading;
import io.hearth.coredata.aggregate.Aggregation;
import io.hearth.runtime.rest.Page;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The store does what a plain list would do: any order of arrival, any duplicates, any batches, any question. */
class StoreAgainstListTest {
    private static StoreOnRealRedis on;
    private static EventStore toWhichAllIsFuture;

    @BeforeContainer
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.chunk",
                "5",
                "hearth.data.query.waiting-octets",
                "1200",
                "hearth.data.query.known-shapes",
                "2",
                "hearth.data.query.counted-from",
                "4",
                "hearth.data.query.counted-events",
                "2",
                "hearth.data.store.events-per-call",
                "4",
                "hearth.data.store.shapes",
                "4"));
        toWhichAllIsFuture = on.storeWithAhead(Duration.ofDays(-36_500));
    }

    @AfterContainer
    static void close() {
        on.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whatever_arrives_every_list_is_that_of_a_plain_list(
            @ForAll("batches") List<List<Event>> batches,
            @ForAll("pages") List<Page> pages,
            @ForAll("selections") List<Selection> selections) {
        PlainList plain = stored(batches);

        for (Selection selection : selections) {
            List<String> events = plain.events(selection);
            List<String> readings = plain.readings(selection);
            assertThat(on.log.countEvents(selection)).isEqualTo(events.size());
            assertThat(on.log.countReadings(selection)).isEqualTo(readings.size());
            for (Page page : pages) {
                ListRequest request = ListRequest.of(selection, page);
                isPart(() -> on.log.events(request), StoreAgainstListTest::json, events, page);
                isPart(() -> on.log.readings(request), StoreAgainstListTest::json, readings, page);
            }
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void following_the_cursor_gives_every_item_once_and_in_order(
            @ForAll("batches") List<List<Event>> batches, @ForAll("selections") List<Selection> selections) {
        PlainList plain = stored(batches);

        for (Selection selection : selections) {
            assertThat(followed(selection, on.log::events, StoreAgainstListTest::json))
                    .isEqualTo(plain.events(selection));
            assertThat(followed(selection, on.log::readings, StoreAgainstListTest::json))
                    .isEqualTo(plain.readings(selection));
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void aggregates_are_those_of_a_plain_list(
            @ForAll("batches") List<List<Event>> batches, @ForAll("selections") List<Selection> selections) {
        PlainList plain = stored(batches);

        for (Selection selection : selections) {
            Map<String, List<BigDecimal>> groups = plain.selected(selection).stream()
                    .collect(Collectors.groupingBy(
                            reading -> reading.deviceName() + "/" + reading.resourceName(),
                            TreeMap::new,
                            Collectors.flatMapping(reading -> number(reading).stream(), Collectors.toList())));
            Map<String, String> counts = by(AggregateFunction.COUNT, selection);
            Map<String, String> max = by(AggregateFunction.MAX, selection);
            assertThat(counts.keySet()).isEqualTo(groups.keySet());
            groups.forEach((group, numbers) -> {
                assertThat(counts.get(group)).isEqualTo(Integer.toString(numbers.size()));
                assertThat(max.get(group))
                        .isEqualTo(numbers.stream()
                                .max(BigDecimal::compareTo)
                                .map(most -> Double.toString(most.doubleValue()))
                                .orElse(""));
            });
        }
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void every_event_is_found_by_its_id(@ForAll("batches") List<List<Event>> batches) {
        PlainList plain = stored(batches);

        plain.events().forEach(event -> assertThat(on.index.find(UUID.fromString(event.id())))
                .contains(PlainList.sorted(event)));
        assertThat(on.index.find(UUID.randomUUID())).isEmpty();
    }

    private static PlainList stored(List<List<Event>> batches) {
        on.clear();
        PlainList plain = new PlainList();
        for (int i = 0; i < batches.size(); i++) {
            List<Event> batch = batches.get(i);
            // Every third batch is from the future, which the others have reached.
            EventStore store = i % 3 == 1 ? toWhichAllIsFuture : on.store;
            assertThat(store.add(batch))
                    .isEqualTo(batch.stream().map(plain::add).toList());
        }
        return plain;
    }

    private static <T> void isPart(
            java.util.function.Supplier<Listing<T>> asked, Function<T, String> text, List<String> all, Page page) {
        if (page.total() && page.offset() > all.size() && page.limit() > 0 && !all.isEmpty()) {
            assertThatThrownBy(asked::get).isInstanceOf(EdgexException.class);
            return;
        }
        Listing<T> listing = asked.get();
        assertThat(listing.items().stream().map(text).toList())
                .isEqualTo(all.stream().skip(page.offset()).limit(page.limit()).toList());
        assertThat(listing.totalCount()).isEqualTo(page.total() ? all.size() : 0);
    }

    private static <T> List<String> followed(
            Selection selection, Function<ListRequest, Listing<T>> list, Function<T, String> text) {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Listing<T> part = list.apply(new ListRequest(selection, new Page(0, 3, found.size() % 2 == 0), cursor));
            part.items().forEach(item -> found.add(text.apply(item)));
            cursor = part.nextCursor();
        } while (!cursor.isEmpty());
        return found;
    }

    private static Map<String, String> by(AggregateFunction function, Selection selection) {
        return Aggregation.of(on.log.readings(selection), function).stream()
                .collect(Collectors.toMap(
                        group -> group.deviceName() + "/" + group.resourceName(), AggregateReading::number));
    }

    private static List<BigDecimal> number(Reading reading) {
        return reading.value() instanceof ReadingValue.Simple(String text) ? List.of(new BigDecimal(text)) : List.of();
    }

    private static String json(StoredEvent event) {
        JsonText out = new JsonText();
        event.writeTo(out, false);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    private static String json(StoredReading reading) {
        JsonText out = new JsonText();
        reading.writeTo(out, false);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<List<Event>>> batches() {
        return RandomEvents.batches();
    }

    @Provide
    Arbitrary<List<Page>> pages() {
        return RandomEvents.page().list().ofSize(3);
    }

    @Provide
    Arbitrary<List<Selection>> selections() {
        return RandomEvents.selection().list().ofSize(6);
    }
}
