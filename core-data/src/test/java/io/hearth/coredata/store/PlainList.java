package io.hearth.coredata.store;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the store must be indistinguishable from. */
final class PlainList {
    private final List<Kept> events = new ArrayList<>();

    /** An event, and how many with ids of their own were in its nanosecond when it came. */
    private record Kept(Event event, int tie) {
        boolean isOf(Selection selection) {
            return selection.device().isEmpty() || selection.device().get().equals(event.deviceName());
        }
    }

    /** A reading, and where it stands. */
    private record Item(Reading reading, Kept in, int slot) {}

    Added add(Event event) {
        if (events().anyMatch(known -> known.id().equals(event.id()))) {
            return Added.DUPLICATE;
        }
        long before = events().filter(known ->
                        known.origin() == event.origin() && known.deviceName().equals(event.deviceName()))
                .filter(known -> !isComputed(known))
                .count();
        events.add(new Kept(Given.stored(event), isComputed(event) ? 0 : 1 + (int) before));
        return Added.STORED;
    }

    Stream<Event> events() {
        return events.stream().map(Kept::event);
    }

    private static boolean isComputed(Event event) {
        return event.id().equals(EventId.of(event.deviceName(), event.origin()).toString());
    }

    private static final Comparator<Kept> BY_PLACE =
            Comparator.comparingLong((Kept kept) -> kept.event.origin()).thenComparingInt(Kept::tie);

    /** The selected events as texts, newest first. */
    List<String> events(Selection selection) {
        return events.stream()
                .filter(kept -> kept.isOf(selection)
                        && selection.range().contains(kept.event().origin()))
                .sorted(BY_PLACE.reversed().thenComparing(kept -> kept.event().deviceName()))
                .map(kept -> text(sorted(kept.event())))
                .toList();
    }

    /** An event's readings come back newest first. */
    static Event sorted(Event event) {
        List<Reading> readings = event.readings().stream()
                .sorted(Comparator.comparingLong(Reading::origin).reversed())
                .toList();
        return Given.event(UUID.fromString(event.id()), event.deviceName(), event.origin(), readings, event.tags());
    }

    /** The selected readings, newest first. */
    List<Reading> selected(Selection selection) {
        return events.stream()
                .filter(kept -> kept.isOf(selection))
                .flatMap(PlainList::items)
                .filter(item -> selection.resources().isEmpty()
                        || selection.resources().contains(item.reading().resourceName()))
                .filter(item -> selection.range().contains(item.reading().origin()))
                .sorted(Comparator.comparingLong((Item item) -> item.reading().origin())
                        .reversed()
                        .thenComparing(Item::in, BY_PLACE.reversed())
                        .thenComparing(item -> item.in().event().deviceName())
                        .thenComparing(Item::slot))
                .map(Item::reading)
                .toList();
    }

    private static Stream<Item> items(Kept kept) {
        List<Reading> readings = kept.event().readings();
        return IntStream.range(0, readings.size()).mapToObj(slot -> new Item(readings.get(slot), kept, slot));
    }

    List<String> readings(Selection selection) {
        return selected(selection).stream().map(PlainList::text).toList();
    }

    static String text(Object item) {
        return new String(Json.bytes(item), StandardCharsets.UTF_8);
    }
}
