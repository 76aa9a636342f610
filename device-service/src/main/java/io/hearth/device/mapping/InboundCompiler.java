package io.hearth.device.mapping;

import com.google.re2j.Pattern;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.OctetLayout.Order;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Understands the attributes that say how a resource's readings are found in messages (docs/mapping.md). */
final class InboundCompiler {
    /** All of them; {@code protocols.mqtt} of a device may have them too. */
    static final Set<String> NAMES = Set.of(
            "topic",
            "format",
            "pointer",
            "jsonata",
            "level",
            "column",
            "columns",
            "header",
            "separator",
            "offset",
            "rawType",
            "byteOrder",
            "bit",
            "bits",
            "length",
            "regex",
            "group",
            "each",
            "device",
            "only",
            "time",
            "timeFormat",
            "timeZone",
            "timeOtherwise",
            "quality",
            "qualityGood",
            "onBad",
            "onNull",
            "onMissing",
            "online",
            "offline",
            "silence");

    private static final Map<String, Unsaid> UNSAID = words(List.of(Unsaid.values()), Unsaid::word);
    private static final Map<String, TimeFormat.Unix> UNIX = Map.of(
            "unix-s", new TimeFormat.Unix(0),
            "unix-ms", new TimeFormat.Unix(3),
            "unix-us", new TimeFormat.Unix(6),
            "unix-ns", new TimeFormat.Unix(9));

    private final Attributes attributes;
    private final String resource;
    private final ValueType type;
    private final Set<String> topicNames;

    private InboundCompiler(Attributes attributes, String resource, ValueType type, Optional<TopicTemplate> topic) {
        this.attributes = attributes;
        this.resource = resource;
        this.type = type;
        this.topicNames = topic.stream()
                .flatMap(template -> template.captures().stream())
                .map(TopicSlot::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty when some attribute makes no sense, which is a problem then. */
    static Optional<Inbound> compile(
            Attributes attributes, String resource, ValueType type, Optional<TopicTemplate> topic) {
        int before = attributes.problemCount();
        Inbound inbound = new InboundCompiler(attributes, resource, type, topic).inbound();
        return attributes.problemCount() == before ? Optional.of(inbound) : Optional.empty();
    }

    private Inbound inbound() {
        Codec codec = FormatAttributes.codec(attributes);
        FormatAttributes.refuseMisfits(attributes, codec);
        Order order = attributes.among("byteOrder", FormatAttributes.ORDERS).orElse(Order.BIG);
        Optional<Pattern> pattern = attributes.parsed("regex", PatternSize::compile);
        PlaceText places = new PlaceText(codec, pattern, order, topicNames);
        Split split = split(codec, places);
        ReadRule rule = new ReadRule(
                split == Split.NONE ? codec : split.codec(),
                attributes.parsed("only", text -> only(places, text)),
                time(places),
                quality(places),
                attributes.among("onMissing", UNSAID).orElse(Unsaid.LEAVE_OUT),
                attributes.among("onNull", UNSAID).orElse(Unsaid.NULL));
        if (rule.equals(ReadRule.PLAIN)) {
            rule = ReadRule.PLAIN;
        }
        return new Inbound(place(codec, places, order), rule, split, StatusAttributes.of(attributes, type));
    }

    private Optional<ValuePlace> place(Codec codec, PlaceText places, Order order) {
        long given = List.of("pointer", "jsonata", "level", "column", "regex").stream()
                .filter(attributes::has)
                .count();
        if (given > 1) {
            attributes.problem(
                    "pointer", "is not the only place, allowed is one of pointer, jsonata, level, column, regex");
        }
        if (attributes.has("level")) {
            return attributes.parsed("level", places::level);
        }
        return switch (codec) {
            case Codec.Auto auto -> inTree(places);
            case Codec.Json json -> inTree(places);
            case Codec.Cbor cbor -> inTree(places);
            case Codec.Csv csv -> column(csv);
            case Codec.Octets octets ->
                OctetAttributes.layout(attributes, type, order).map(ValuePlace.Octets::new);
            case Codec.Text text -> group(places);
            case Codec.Scalar scalar -> Optional.of(new ValuePlace.Whole());
        };
    }

    private Optional<ValuePlace> inTree(PlaceText places) {
        return attributes.has("jsonata")
                ? attributes.parsed("jsonata", JsonataExpression::of).map(ValuePlace.Computed::new)
                : attributes.parsed("pointer", places::place);
    }

    private Optional<ValuePlace> column(Codec.Csv csv) {
        if (attributes.has("column")) {
            return attributes.parsedWord("column", text -> PlaceText.column(csv, text));
        }
        if (csv.header() || csv.columns().contains(resource)) {
            return Optional.of(PlaceText.column(csv, resource));
        }
        attributes.problem("column", "is missing, allowed is a number from 0 or a name of columns");
        return Optional.empty();
    }

    private Optional<ValuePlace> group(PlaceText places) {
        if (places.pattern().isEmpty()) {
            if (!attributes.has("regex")) {
                attributes.problem("regex", "is missing, with format text it says where the value is");
            }
            return Optional.empty();
        }
        if (attributes.has("group")) {
            return attributes.parsedWord("group", places::group);
        }
        return Optional.of(places.group(places.pattern().get().groupCount() > 0 ? "1" : "0"));
    }

    private Split split(Codec codec, PlaceText places) {
        Split.Each each = attributes
                .parsedWord("each", text -> FormatAttributes.each(codec, text))
                .orElse(new Split.Each.Message());
        Optional<ValuePlace> device = attributes.parsed("device", places::place);
        if (each instanceof Split.Each.Message && device.isEmpty()) {
            return Split.NONE;
        }
        return new Split(codec instanceof Codec.Auto ? new Codec.Json() : codec, each, device);
    }

    private ReadRule.Only only(PlaceText places, String text) {
        int equals = text.lastIndexOf('=');
        return equals < 0
                ? new ReadRule.Only(places.place(text), resource)
                : new ReadRule.Only(places.place(text.substring(0, equals)), text.substring(equals + 1));
    }

    private Optional<TimeRule> time(PlaceText places) {
        Optional<ValuePlace> place = attributes.parsedWord("time", places::place);
        ZoneId zone = attributes.parsed("timeZone", InboundCompiler::zone).orElse(ZoneOffset.UTC);
        Optional<TimeFormat> format = attributes.parsed("timeFormat", text -> timeFormat(text, zone));
        boolean arrival = attributes
                .among("timeOtherwise", Map.of("arrival", true, "reject", false))
                .orElse(true);
        if (!attributes.has("time")) {
            List.of("timeFormat", "timeZone", "timeOtherwise").stream()
                    .filter(attributes::has)
                    .forEach(name -> attributes.problem(name, "is of no use, allowed only where time says a place"));
        }
        return place.map(where -> new TimeRule(where, format.orElse(TimeFormat.Written.iso8601(zone)), arrival));
    }

    private static TimeFormat timeFormat(String text, ZoneId zone) {
        if (text.equals("iso8601")) {
            return TimeFormat.Written.iso8601(zone);
        }
        TimeFormat unix = UNIX.get(text);
        if (unix != null) {
            return unix;
        }
        try {
            return TimeFormat.Written.pattern(text, zone);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "is not allowed, allowed are iso8601, unix-s, unix-ms, unix-us, unix-ns, or a pattern such as "
                            + "yyyy-MM-dd HH:mm:ss",
                    wrong);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("is no time zone, allowed are such as Asia/Seoul and +09:00", wrong);
        }
    }

    private Optional<QualityRule> quality(PlaceText places) {
        Set<String> good = attributes.list("qualityGood").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Unsaid bad = attributes.among("onBad", UNSAID).orElse(Unsaid.NULL);
        Optional<ValuePlace> place = attributes.parsedWord("quality", places::place);
        if (attributes.has("quality") && good.isEmpty()) {
            attributes.problem("qualityGood", "is missing, allowed is a list of the values that mean good");
        }
        return place.map(where -> new QualityRule(where, good, bad));
    }

    private static <T> Map<String, T> words(List<T> values, Function<T, String> word) {
        return values.stream().collect(Collectors.toUnmodifiableMap(word, Function.identity()));
    }
}
