package io.hearth.device.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hearth.contracts.codec.Json;
import io.hearth.device.reading.Decoded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What of a message was used, so that it can be read again for the rest only: which parts had a value for which resource of
 * which device. Parts that name their devices need not be told by them: a message of ten thousand devices is a bit for each.
 */
public final class UsedValues {
    /** Nothing was used. */
    public static final UsedValues NONE = new UsedValues(Map.of(), "");

    private static final int MOST_OCTETS = 16 * 1024 * 1024;
    /** No name has this character (MQTT, 1.5.4). */
    private static final char BETWEEN = '\0';

    private final Map<String, BitSet> parts;
    private final String text;

    private UsedValues(Map<String, BitSet> parts, String text) {
        this.parts = parts;
        this.text = text;
    }

    /**
     * A part of a message.
     *
     * @param device the device's name; empty where the part names one device
     * @param number which part, from 0
     */
    record Place(String device, int number) {}

    /** Values of a part that are in an event. */
    record Use(Place place, List<Decoded.Value> values) {}

    /** Nothing was used. */
    boolean isNone() {
        return text.isEmpty();
    }

    /** Whether the part's value for this resource was used. */
    boolean has(Place place, String resource) {
        BitSet used = parts.get(key(place, resource));
        return used != null && used.get(place.number());
    }

    /** These and more. */
    UsedValues and(List<Use> uses) {
        if (uses.isEmpty()) {
            return this;
        }
        Map<String, BitSet> all = new TreeMap<>();
        parts.forEach((key, used) -> all.put(key, (BitSet) used.clone()));
        for (Use use : uses) {
            for (Decoded.Value value : use.values()) {
                all.computeIfAbsent(key(use.place(), value.binding().resource()), key -> new BitSet())
                        .set(use.place().number());
            }
        }
        return new UsedValues(all, written(all));
    }

    private static String key(Place place, String resource) {
        return place.device() + BETWEEN + resource;
    }

    /** As it can be kept with a dead letter; empty: nothing was used. */
    String text() {
        return text;
    }

    /** A name for it, short, which others do not have. */
    String id() {
        return isNone()
                ? ""
                : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.US_ASCII))
                        .toString();
    }

    private static String written(Map<String, BitSet> parts) {
        Map<String, byte[]> octets = new TreeMap<>();
        parts.forEach((key, used) -> octets.put(key, used.toByteArray()));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(Json.bytes(octets));
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /**
     * What {@link #text} said.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    static UsedValues of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        byte[] packed = Base64.getDecoder().decode(text);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            Map<String, byte[]> octets =
                    Json.mapper().readValue(in.readNBytes(MOST_OCTETS), new TypeReference<Map<String, byte[]>>() {});
            Map<String, BitSet> parts = new TreeMap<>();
            octets.forEach((key, used) -> parts.put(key, BitSet.valueOf(used)));
            return new UsedValues(parts, text);
        } catch (IOException | NullPointerException damaged) {
            throw new IllegalArgumentException("used is no list of values: " + damaged.getMessage(), damaged);
        }
    }
}
