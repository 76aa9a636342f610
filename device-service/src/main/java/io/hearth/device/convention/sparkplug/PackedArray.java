package io.hearth.device.convention.sparkplug;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The octets of arrays (Sparkplug 3.0, 6.4.16): little-endian numbers, bits behind their count, texts each with a NUL behind. */
final class PackedArray {
    private static final int BITS = 8;

    private PackedArray() {}

    /**
     * The values of an array.
     *
     * @throws IllegalArgumentException when the octets are no such array
     */
    static List<Object> values(MetricType type, byte[] octets) {
        ByteBuffer packed = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        if (type == MetricType.BOOLEAN_ARRAY) {
            return bits(packed);
        }
        if (type == MetricType.STRING_ARRAY) {
            return texts(octets);
        }
        List<Object> values = new ArrayList<>();
        try {
            while (packed.hasRemaining()) {
                values.add(number(type, packed));
            }
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException(octets.length + " octets are no whole " + type.word(), cut);
        }
        return values;
    }

    private static Object number(MetricType type, ByteBuffer packed) {
        return switch (type) {
            case INT8_ARRAY -> packed.get();
            case UINT8_ARRAY -> Byte.toUnsignedInt(packed.get());
            case INT16_ARRAY -> packed.getShort();
            case UINT16_ARRAY -> Short.toUnsignedInt(packed.getShort());
            case INT32_ARRAY -> packed.getInt();
            case UINT32_ARRAY -> Integer.toUnsignedLong(packed.getInt());
            case UINT64_ARRAY -> new java.math.BigInteger(Long.toUnsignedString(packed.getLong()));
            case FLOAT_ARRAY -> packed.getFloat();
            case DOUBLE_ARRAY -> packed.getDouble();
            default -> packed.getLong();
        };
    }

    private static List<Object> bits(ByteBuffer packed) {
        int count = packed.remaining() < Integer.BYTES ? -1 : packed.getInt();
        if (count < 0 || count > (long) packed.remaining() * BITS) {
            throw new IllegalArgumentException("fewer octets than the BooleanArray says it has bits for");
        }
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add((packed.get(packed.position() + i / BITS) & 0x80 >>> i % BITS) != 0);
        }
        return values;
    }

    private static List<Object> texts(byte[] octets) {
        List<Object> values = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0) {
                values.add(new String(octets, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        if (from < octets.length) {
            throw new IllegalArgumentException("the last text of the StringArray has no end");
        }
        return values;
    }

    /** The octets of an array, of the texts of its values. */
    static byte[] octets(MetricType type, List<String> values) {
        if (type == MetricType.STRING_ARRAY) {
            return (values.isEmpty() ? "" : String.join("\0", values) + "\0").getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer packed =
                ByteBuffer.allocate(Integer.BYTES + values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (type == MetricType.BOOLEAN_ARRAY) {
            packed.putInt(values.size());
            byte[] bits = new byte[(values.size() + BITS - 1) / BITS];
            for (int i = 0; i < values.size(); i++) {
                bits[i / BITS] |= Boolean.parseBoolean(values.get(i)) ? (byte) (0x80 >>> i % BITS) : 0;
            }
            packed.put(bits);
        } else {
            values.forEach(value -> put(type, packed, value));
        }
        byte[] octets = new byte[packed.position()];
        packed.get(0, octets);
        return octets;
    }

    private static void put(MetricType type, ByteBuffer packed, String value) {
        switch (type) {
            case INT8_ARRAY, UINT8_ARRAY -> packed.put((byte) Integer.parseInt(value));
            case INT16_ARRAY, UINT16_ARRAY -> packed.putShort((short) Integer.parseInt(value));
            case INT32_ARRAY, UINT32_ARRAY -> packed.putInt((int) Long.parseLong(value));
            case UINT64_ARRAY -> packed.putLong(Long.parseUnsignedLong(value));
            case FLOAT_ARRAY -> packed.putFloat(Float.parseFloat(value));
            case DOUBLE_ARRAY -> packed.putDouble(Double.parseDouble(value));
            default -> packed.putLong(Long.parseLong(value));
        }
    }
}
