package io.hearth.device.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is at a place of a payload. */
sealed interface Found {
    Found NOTHING = new Nothing();

    /** There is no such place. */
    record Nothing() implements Found {}

    /** The whole message. */
    record Message(Payload payload) implements Found {}

    /** A piece of a tree. */
    record Tree(JsonNode node) implements Found {}

    /** A text. */
    record Text(String text) implements Found {}

    /** A cell of a line; an empty one is a text only where texts are expected. */
    record Cell(String text) implements Found {}

    /** Octets as they are. */
    record Octets(byte[] bytes) implements Found {}

    /** As a name, a time or a word for quality; empty when it cannot be one. */
    default Optional<String> word() throws Unusable {
        return switch (this) {
            case Nothing nothing -> Optional.empty();
            case Message message -> Optional.of(message.payload().text());
            case Tree tree ->
                tree.node().isValueNode() && !tree.node().isNull()
                        ? Optional.of(DeviceJson.text(tree.node(), true))
                        : Optional.empty();
            case Text text -> Optional.of(text.text());
            case Cell cell -> cell.text().isEmpty() ? Optional.empty() : Optional.of(cell.text());
            case Octets octets -> PayloadText.of(octets.bytes());
        };
    }
}
