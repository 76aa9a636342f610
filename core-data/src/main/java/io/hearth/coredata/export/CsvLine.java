package io.hearth.coredata.export;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.JsonText;
import io.hearth.coredata.store.StoredReading;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A reading as a line of CSV (RFC 4180). A value of octets is written as base64, an object as JSON; a reading without a value
 * has nothing between the commas, an empty text two quotes.
 */
final class CsvLine {
    static final String NAMES =
            "origin,deviceName,profileName,sourceName,resourceName,valueType,units,value,mediaType,eventId\r\n";

    private CsvLine() {}

    static void write(StoredReading reading, JsonText out) {
        out.number(reading.origin()).octet(',');
        text(reading.deviceName(), out);
        text(reading.profileName(), out.octet(','));
        text(reading.event().sourceName(), out.octet(','));
        text(reading.resourceName(), out.octet(','));
        text(reading.valueType(), out.octet(','));
        text(reading.units(), out.octet(','));
        out.octet(',');
        String mediaType = "";
        switch (reading.value()) {
            case ReadingValue.Simple(String value) when value.isEmpty() -> out.ascii("\"\"");
            case ReadingValue.Simple(String value) -> text(value, out);
            case ReadingValue.Binary(byte[] bytes, String type) -> {
                out.raw(Base64.getEncoder().encode(bytes));
                mediaType = type;
            }
            case ReadingValue.ObjectValue(Object tree) ->
                text(new String(Json.bytes(tree), StandardCharsets.UTF_8), out);
            case ReadingValue.NullValue() -> {}
        }
        text(mediaType, out.octet(','));
        out.octet(',').uuid(reading.event().id()).ascii("\r\n");
    }

    private static void text(String text, JsonText out) {
        boolean quoted = false;
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        byte[] octets = (quoted ? '"' + text.replace("\"", "\"\"") + '"' : text).getBytes(StandardCharsets.UTF_8);
        out.raw(octets);
    }
}
