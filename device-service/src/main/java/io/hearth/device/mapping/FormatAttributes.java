package io.hearth.device.mapping;

import io.hearth.device.mapping.OctetLayout.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes that say how a payload is read, and which of the others fit it. */
final class FormatAttributes {
    static final Map<String, Order> ORDERS = Map.of(
            "big", Order.BIG,
            "little", Order.LITTLE,
            "big-swapped", Order.BIG_SWAPPED,
            "little-swapped", Order.LITTLE_SWAPPED);

    private static final Map<String, Codec> FORMATS = Map.of(
            "auto", new Codec.Auto(),
            "scalar", new Codec.Scalar(),
            "json", new Codec.Json(),
            "cbor", new Codec.Cbor(),
            "csv", new Codec.Csv(',', List.of(), false),
            "bytes", new Codec.Octets(),
            "text", new Codec.Text());
    private static final Map<Set<String>, Set<String>> FITTING = Map.of(
            Set.of("pointer", "jsonata"), Set.of("auto", "json", "cbor"),
            Set.of("column", "columns", "header", "separator"), Set.of("csv"),
            Set.of("offset", "rawType", "byteOrder", "bit", "bits", "length"), Set.of("bytes"),
            Set.of("regex", "group"), Set.of("text"));
    private static final int LARGEST_RECORD = 65_536;

    private FormatAttributes() {}

    static Codec codec(Attributes attributes) {
        Codec codec = attributes.among("format", FORMATS).orElse(new Codec.Auto());
        if (!(codec instanceof Codec.Csv)) {
            return codec;
        }
        char separator =
                attributes.parsed("separator", FormatAttributes::separator).orElse(',');
        boolean header = attributes.flag("header").orElse(false);
        List<String> columns = attributes.list("columns");
        if (header && !columns.isEmpty()) {
            attributes.problem(
                    "columns", columns + " is not allowed where header is true: the first line has the names");
        }
        return new Codec.Csv(separator, columns, header);
    }

    private static Character separator(String text) {
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new IllegalArgumentException("is not allowed, allowed are one character and tab");
        }
        return text.charAt(0);
    }

    /** An attribute of another format would be passed over in silence. */
    static void refuseMisfits(Attributes attributes, Codec codec) {
        FITTING.forEach((names, formats) -> {
            if (!formats.contains(codec.word())) {
                names.stream()
                        .filter(attributes::has)
                        .sorted()
                        .forEach(name -> attributes.problem(
                                name,
                                "does not fit format " + codec.word() + ", allowed is it with "
                                        + String.join(
                                                ", ", formats.stream().sorted().toList())));
            }
        });
    }

    static Split.Each each(Codec codec, String text) {
        return switch (codec) {
            case Codec.Auto auto -> new Split.Each.Of(ProfileCompiler.pointer(text));
            case Codec.Json json -> new Split.Each.Of(ProfileCompiler.pointer(text));
            case Codec.Cbor cbor -> new Split.Each.Of(ProfileCompiler.pointer(text));
            case Codec.Csv csv -> lines(text);
            case Codec.Text some -> lines(text);
            case Codec.Scalar scalar -> lines(text);
            case Codec.Octets octets -> records(text);
        };
    }

    private static Split.Each lines(String text) {
        if (!text.equals("lines")) {
            throw new IllegalArgumentException("is not allowed, allowed with csv, text and scalar is lines");
        }
        return new Split.Each.Lines();
    }

    private static Split.Each records(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= LARGEST_RECORD) {
            return new Split.Each.Records(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(
                "is not allowed, allowed with bytes is the size of a record, 1 to " + LARGEST_RECORD);
    }
}
