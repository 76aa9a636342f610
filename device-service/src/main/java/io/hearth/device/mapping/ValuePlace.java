package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.re2j.Pattern;

/** Where in a payload, or in a part of one, a value is. */
public sealed interface ValuePlace {
    /** The payload is the value. */
    record Whole() implements ValuePlace {}

    /** The payload is a tree, and the value is there (RFC 6901); in a part of a message: counted from the part. */
    record At(JsonPointer pointer) implements ValuePlace {}

    /** As {@link At}, but always counted from the top of the message. */
    record AtTop(JsonPointer pointer) implements ValuePlace {}

    /**
     * EdgeX's default form for one resource: a JSON object with this key, or else the payload is the value
     * (device-mqtt, incoming data).
     */
    record KeyOrWhole(String key) implements ValuePlace {}

    /** The key of the member, where the parts of a message are an object's members. */
    record MemberKey() implements ValuePlace {}

    /** What a named level of the topic says. */
    record TopicLevel(String name) implements ValuePlace {}

    /** What a JSONata expression makes of the tree. */
    record Computed(JsonataExpression expression) implements ValuePlace {}

    /** A cell of a line, counted from 0. */
    record Column(int index) implements ValuePlace {}

    /** A cell of a line, by the name of its column. */
    record NamedColumn(String name) implements ValuePlace {}

    /** What a group of the pattern matches; group 0 is all of the match. Compared by the pattern's text. */
    record Group(Pattern pattern, int group) implements ValuePlace {}

    /** Octets at a known place. */
    record Octets(OctetLayout layout) implements ValuePlace {}

    /** The place in words, for messages to people. */
    default String words() {
        return switch (this) {
            case Whole whole -> "";
            case At at -> "at '" + at.pointer() + "'";
            case AtTop at -> "at '^" + at.pointer() + "'";
            case KeyOrWhole key -> "";
            case MemberKey key -> "at {key}";
            case TopicLevel level -> "at {" + level.name() + "} of the topic";
            case Computed computed -> "by JSONata '" + computed.expression().text() + "'";
            case Column column -> "in column " + column.index();
            case NamedColumn column -> "in column '" + column.name() + "'";
            case Group group -> "in group " + group.group() + " of '" + group.pattern() + "'";
            case Octets octets -> "at octet " + octets.layout().offset();
        };
    }
}
