package io.hearth.coredata.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One reading's value as one octet that says what it is, and what that needs: nothing for null, true, false and the whole
 * numbers -32 to 159, a variable-length number for other numbers, else the text itself. Texts come back exactly.
 */
final class ValuePacking {
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int TRUE = 2;
    private static final int FALSE = 3;
    private static final int BINARY = 4;
    private static final int OBJECT = 5;
    private static final int INTEGER = 6;
    private static final int DECIMAL = 7;
    private static final int SCIENTIFIC = 32;
    private static final int SMALL = 64;
    private static final long SMALLEST = -32;
    private static final long LARGEST_SMALL = SMALLEST + 255 - SMALL;

    private ValuePacking() {}

    static void pack(ReadingValue value, Packer out) {
        switch (value) {
            case ReadingValue.NullValue() -> out.octet(NULL);
            case ReadingValue.Binary binary -> out.octet(BINARY).bytes(binary.bytes());
            case ReadingValue.ObjectValue object -> out.octet(OBJECT).bytes(Json.bytes(object.value()));
            case ReadingValue.Simple simple -> packText(simple.text(), out);
        }
    }

    private static void packText(String text, Packer out) {
        if (text.equals("true")) {
            out.octet(TRUE);
        } else if (text.equals("false")) {
            out.octet(FALSE);
        } else {
            Optional<NumberText> number = NumberText.of(text);
            if (number.isPresent()) {
                packNumber(number.get(), out);
            } else {
                out.octet(TEXT).text(text);
            }
        }
    }

    private static void packNumber(NumberText number, Packer out) {
        long mantissa = number.mantissa();
        if (number.exponent() != null) {
            out.octet(SCIENTIFIC + number.scale()).signed(mantissa).signed(number.exponent());
        } else if (number.scale() > 0) {
            out.octet(DECIMAL + number.scale()).signed(mantissa);
        } else if (mantissa >= SMALLEST && mantissa <= LARGEST_SMALL) {
            out.octet((int) (SMALL + mantissa - SMALLEST));
        } else {
            out.octet(INTEGER).signed(mantissa);
        }
    }

    /** The value that was packed; a binary one gets its media type from the shape. */
    static ReadingValue unpack(Unpacker in, String mediaType) {
        int kind = in.octet();
        return switch (kind) {
            case NULL -> new ReadingValue.NullValue();
            case TEXT -> new ReadingValue.Simple(in.text());
            case TRUE -> new ReadingValue.Simple("true");
            case FALSE -> new ReadingValue.Simple("false");
            case BINARY -> new ReadingValue.Binary(in.bytes(), mediaType);
            case OBJECT -> new ReadingValue.ObjectValue(parse(in.bytes()));
            case INTEGER -> new ReadingValue.Simple(Long.toString(in.signed()));
            default -> new ReadingValue.Simple(number(kind, in));
        };
    }

    /**
     * Writes the field of a value that is a plain number straight from its packed form, as its text would be.
     *
     * @param asNumber without quotes
     * @return false when it is something else: then nothing was read or written
     */
    static boolean write(Unpacker in, boolean asNumber, JsonText out) {
        int kind = in.peek();
        boolean decimal = kind > DECIMAL && kind < SCIENTIFIC && kind - DECIMAL <= NumberText.LARGEST_SCALE;
        if (kind < SMALL && kind != INTEGER && !decimal) {
            return false;
        }
        in.octet();
        out.raw(StoredReading.VALUE);
        if (!asNumber) {
            out.octet('"');
        }
        if (decimal) {
            out.decimal(in.signed(), kind - DECIMAL);
        } else {
            out.number(kind == INTEGER ? in.signed() : kind - SMALL + SMALLEST);
        }
        if (!asNumber) {
            out.octet('"');
        }
        return true;
    }

    private static String number(int kind, Unpacker in) {
        if (kind >= SMALL) {
            return Long.toString(kind - SMALL + SMALLEST);
        }
        if (kind >= SCIENTIFIC && kind - SCIENTIFIC <= NumberText.LARGEST_SCALE) {
            return new NumberText(in.signed(), kind - SCIENTIFIC, (int) in.signed()).text();
        }
        if (kind > DECIMAL && kind - DECIMAL <= NumberText.LARGEST_SCALE) {
            return new NumberText(in.signed(), kind - DECIMAL, null).text();
        }
        throw new IllegalStateException("packed value has the unknown kind " + kind);
    }

    /** One that cannot be read must not keep the readings around it from being seen: it is shown as what is there, a text. */
    private static Object parse(byte[] json) {
        try {
            return Json.mapper().readValue(json, Object.class);
        } catch (JsonProcessingException damaged) {
            return new String(json, StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
