package io.hearth.device.reading;

import io.hearth.device.mapping.OctetLayout;
import io.hearth.device.mapping.ValuePlace;
import java.util.Arrays;
import java.util.StringJoiner;

/** Octets, or a record of them. */
final class OctetPart extends Part {
    private final byte[] octets;
    private final int from;
    private final int size;

    OctetPart(byte[] octets, int from, int size) {
        this.octets = octets;
        this.from = from;
        this.size = size;
    }

    @Override
    Found at(ValuePlace place) throws Unusable {
        return switch (place) {
            case ValuePlace.Octets at -> at(at.layout());
            case ValuePlace.Whole whole -> new Found.Octets(Arrays.copyOfRange(octets, from, from + size));
            case ValuePlace.MemberKey none -> Found.NOTHING;
            case ValuePlace.At other -> throw foreign(place);
            case ValuePlace.AtTop other -> throw foreign(place);
            case ValuePlace.KeyOrWhole other -> throw foreign(place);
            case ValuePlace.TopicLevel other -> throw foreign(place);
            case ValuePlace.Computed other -> throw foreign(place);
            case ValuePlace.Column other -> throw foreign(place);
            case ValuePlace.NamedColumn other -> throw foreign(place);
            case ValuePlace.Group other -> throw foreign(place);
        };
    }

    private Found at(OctetLayout layout) throws Unusable {
        int start = layout.offset() < 0 ? size + layout.offset() : layout.offset();
        if (start < 0 || start >= size) {
            return Found.NOTHING;
        }
        return switch (layout.type()) {
            case STRING -> text(layout, start);
            case BYTES -> has(start, count(layout, start, 1)) ? new Found.Octets(copy(layout, start)) : Found.NOTHING;
            case BOOL, UINT8, INT8, UINT16, INT16, UINT24, INT24, UINT32, INT32, UINT64, INT64, FLOAT32, FLOAT64 ->
                layout.array() ? numbers(layout, start) : number(layout, start);
        };
    }

    private boolean has(int start, int octetsWanted) {
        return octetsWanted <= size - start;
    }

    /** How many of this size there are to be: as set, or all that are left. */
    private int count(OctetLayout layout, int start, int each) {
        return layout.length() > 0 ? layout.length() : (size - start) / each;
    }

    private byte[] copy(OctetLayout layout, int start) {
        int at = from + start;
        return Arrays.copyOfRange(octets, at, at + count(layout, start, 1));
    }

    /** Devices fill fields of a fixed size up with NUL. */
    private Found text(OctetLayout layout, int start) throws Unusable {
        if (!has(start, count(layout, start, 1))) {
            return Found.NOTHING;
        }
        byte[] bytes = copy(layout, start);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new Found.Text(PayloadText.of(Arrays.copyOf(bytes, length))
                .orElseThrow(() ->
                        new Unusable(Reason.NOT_UTF8, "the octets from " + layout.offset() + " are not valid UTF-8")));
    }

    private Found number(OctetLayout layout, int start) {
        return has(start, layout.type().octets())
                ? new Found.Text(OctetNumber.text(octets, from + start, layout))
                : Found.NOTHING;
    }

    private Found numbers(OctetLayout layout, int start) {
        int each = layout.type().octets();
        int count = count(layout, start, each);
        if ((long) count * each > size - start) {
            return Found.NOTHING;
        }
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < count; i++) {
            joined.add(OctetNumber.text(octets, from + start + i * each, layout));
        }
        return new Found.Text(joined.toString());
    }
}
