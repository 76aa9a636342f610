package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The kind that is remembered of a source is the event's own, whatever came before. */
class EventKindTest {
    private final LastKinds kinds = new LastKinds(2, 100);

    @Property(tries = 500)
    void a_shape_is_of_the_events_that_have_the_same(@ForAll("events") Event one, @ForAll("events") Event other) {
        Shape shape = Shape.of(one);

        assertThat(shape.isOf(other)).isEqualTo(key(one).equals(key(other)));
    }

    @Property(tries = 100)
    void a_kind_that_is_remembered_is_the_events_own(@ForAll("batches") List<Event> events) {
        assertThat(events).allSatisfy(event -> {
            EventKind kind = kinds.of(event);
            assertThat(kind.key()).isEqualTo(key(event));
            assertThat(kind.readings()).isEqualTo(Shape.of(event).readingsByResource());
            assertThat(kind.numeric()).isEqualTo(Numbers.resources(Shape.of(event)));
        });
    }

    private static String key(Event event) {
        return EventKind.of(event).key();
    }

    @Provide
    Arbitrary<List<Event>> batches() {
        return events().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Event> events() {
        return Combinators.combine(
                        mostly("profile", ""),
                        mostly("source", "other", "third"),
                        tags(),
                        readings().list().ofMinSize(1).ofMaxSize(2))
                .as((profile, source, tags, readings) ->
                        new Event("v3", "id", "boiler", profile, source, 5, readings, tags));
    }

    private static Arbitrary<Reading> readings() {
        return Combinators.combine(
                        mostly(5L, 6L),
                        mostly("boiler", "pump"),
                        mostly("current", "level"),
                        mostly("profile", ""),
                        mostly("Float64", "Binary", "String"),
                        mostly("", "°C"),
                        tags(),
                        mostly(
                                new ReadingValue.Simple("1"),
                                new ReadingValue.Binary(new byte[1], ""),
                                new ReadingValue.Binary(new byte[2], "image/png")))
                .as((origin, device, resource, profile, type, units, tags, value) ->
                        new Reading("", origin, device, resource, profile, type, units, tags, value));
    }

    private static Arbitrary<Map<String, Object>> tags() {
        return mostly(Map.<String, Object>of(), Map.of("a", "x"), Map.of("a", "y"));
    }

    @SafeVarargs
    private static <T> Arbitrary<T> mostly(T usual, T... others) {
        return Arbitraries.integers()
                .between(0, others.length + 10)
                .map(number -> number < others.length ? others[number] : usual);
    }
}
