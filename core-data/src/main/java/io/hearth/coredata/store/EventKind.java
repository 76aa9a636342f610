package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A shape with all that follows from it, so that it is found out once and not with each event.
 *
 * @param definition what Redis keeps of the shape
 * @param key        the definition as a text, an octet a character: it equals when the octets do
 * @param readings   how many readings of each resource an event has
 * @param numeric    the resources of the readings that go into roll-ups
 */
record EventKind(Shape shape, byte[] definition, String key, Map<String, Integer> readings, List<String> numeric) {

    static EventKind of(Event event) {
        Shape shape = Shape.of(event);
        byte[] definition = shape.definition();
        return new EventKind(
                shape,
                definition,
                new String(definition, StandardCharsets.ISO_8859_1),
                shape.readingsByResource(),
                Numbers.resources(shape));
    }
}
