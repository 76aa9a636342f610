package io.hearth.device.mapping;

import com.google.re2j.Pattern;
import io.hearth.device.mapping.OctetLayout.Order;
import io.hearth.device.mapping.OctetLayout.RawType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads where something is from its text, in the language of a codec: JSON Pointers for trees, columns for lines, groups for
 * texts, {@code offset:type} for octets; and for all of them {@code {name}} of the topic.
 */
record PlaceText(Codec codec, Optional<Pattern> pattern, Order order, Set<String> topicNames) {
    private static final String FROM_TOP = "^";

    /** {@link IllegalArgumentException} says what is wrong with it. */
    ValuePlace place(String text) {
        if (text.startsWith("{") && text.endsWith("}") && text.indexOf('"') < 0) {
            return named(text.substring(1, text.length() - 1));
        }
        return switch (codec) {
            case Codec.Auto auto -> inTree(text);
            case Codec.Json json -> inTree(text);
            case Codec.Cbor cbor -> inTree(text);
            case Codec.Csv csv -> column(csv, text);
            case Codec.Text some -> group(text);
            case Codec.Octets octets -> new ValuePlace.Octets(octets(text));
            case Codec.Scalar scalar ->
                throw new IllegalArgumentException("is not allowed, allowed with format scalar is {name} of the topic");
        };
    }

    private ValuePlace named(String name) {
        if (name.equals("key")) {
            return new ValuePlace.MemberKey();
        }
        return level(name);
    }

    ValuePlace level(String name) {
        if (!topicNames.contains(name)) {
            throw new IllegalArgumentException("is no name in the topic, allowed are {key} and " + topicNames);
        }
        return new ValuePlace.TopicLevel(name);
    }

    private static ValuePlace inTree(String text) {
        return text.startsWith(FROM_TOP)
                ? new ValuePlace.AtTop(ProfileCompiler.pointer(text.substring(FROM_TOP.length())))
                : new ValuePlace.At(ProfileCompiler.pointer(text));
    }

    static ValuePlace column(Codec.Csv csv, String text) {
        if (!text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new ValuePlace.Column(Integer.parseInt(text));
        }
        if (!csv.header() && !csv.columns().contains(text)) {
            throw new IllegalArgumentException(
                    "is no column, allowed are a number from 0, " + csv.columns() + ", or any with header: true");
        }
        return csv.header()
                ? new ValuePlace.NamedColumn(text)
                : new ValuePlace.Column(csv.columns().indexOf(text));
    }

    ValuePlace group(String text) {
        Pattern with = pattern.orElseThrow(() -> new IllegalArgumentException("needs regex"));
        Integer named = with.namedGroups().get(text);
        if (named != null) {
            return new ValuePlace.Group(with, named);
        }
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= with.groupCount()) {
            return new ValuePlace.Group(with, Integer.parseInt(text));
        }
        throw new IllegalArgumentException("is no group of the regex, allowed are 0 to " + with.groupCount() + " and "
                + with.namedGroups().keySet());
    }

    private OctetLayout octets(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2 || parts.length == 3) {
                int length = parts.length == 3 ? Integer.parseInt(parts[2]) : 0;
                RawType type = RawType.valueOf(parts[1].toUpperCase(Locale.ROOT));
                return new OctetLayout(Integer.parseInt(parts[0]), type, order, -1, 0, Math.max(0, length), false);
            }
        } catch (IllegalArgumentException wrong) {
            // said below
        }
        throw new IllegalArgumentException("is no place of octets, allowed is offset:type or offset:type:length, "
                + "such as 4:Uint32, with " + java.util.Arrays.toString(RawType.values()));
    }
}
