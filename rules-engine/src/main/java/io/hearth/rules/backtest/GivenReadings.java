package io.hearth.rules.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.Times;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Samples;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the readings of a request that tries a rule. */
final class GivenReadings {
    private static final Set<String> FIELDS = Set.of("time", "offset", "device", "resource", "value");
    private static final long NANOS = 1_000_000_000L;

    private final Knowledge knowledge;
    private final int most;

    GivenReadings(Knowledge knowledge, int most) {
        this.knowledge = knowledge;
        this.most = most;
    }

    /**
     * In the order of their times, each with a sign of life of its device.
     *
     * @param begin what an offset is added to
     */
    List<Sample> read(JsonNode list, Instant begin) {
        if (!list.isArray() || list.size() > most) {
            throw new InvalidRule("field readings is no list of at most " + most + " readings");
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonNode item : list) {
            String path = "readings[" + samples.size() / 2 + "]";
            item.fieldNames().forEachRemaining(field -> {
                if (!FIELDS.contains(field)) {
                    throw new InvalidRule("field " + path + "." + field
                            + " is not understood; allowed are time or offset, device, resource, value");
                }
            });
            String device = text(path + ".device", item.path("device"));
            long origin = origin(path, item, begin);
            samples.add(Samples.of(device, reading(path, item, device, origin)));
            samples.add(Samples.report(device, origin));
        }
        samples.sort(Comparator.comparingLong(Sample::origin));
        return samples;
    }

    private Reading reading(String path, JsonNode item, String device, long origin) {
        String resource = text(path + ".resource", item.path("resource"));
        JsonNode value = item.path("value");
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidRule("field " + path + ".value is " + (value.isMissingNode() ? "missing" : value)
                    + ", allowed is a text, a number, true or false");
        }
        ValueType type = knowledge
                .profileOf(device)
                .flatMap(profile -> profile.resource(resource))
                .flatMap(KnownResource::type)
                .orElseGet(() -> guessed(value));
        return Reading.simple(origin, device, "", resource, type, value.asText());
    }

    private static ValueType guessed(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() ? ValueType.INT64 : ValueType.FLOAT64;
        }
        return value.isBoolean() ? ValueType.BOOL : ValueType.STRING;
    }

    private static long origin(String path, JsonNode item, Instant begin) {
        JsonNode offset = item.path("offset");
        JsonNode time = item.path("time");
        if (offset.isMissingNode() == time.isMissingNode()) {
            throw new InvalidRule("fields " + path + ".time and " + path + ".offset are "
                    + (offset.isMissingNode() ? "missing" : "both there") + "; allowed is one of them");
        }
        Optional<Instant> at = time.isMissingNode() ? Times.read(offset).map(begin::plus) : instant(time);
        return at.filter(known -> Math.abs(known.getEpochSecond()) < Long.MAX_VALUE / NANOS - 1)
                .map(known -> known.getEpochSecond() * NANOS + known.getNano())
                .orElseThrow(() -> new InvalidRule("field " + path + " has the time "
                        + (time.isMissingNode() ? offset : time)
                        + ", allowed is a time as 2026-01-31T12:00:00Z, or an offset as 1m30s"));
    }

    /** A time as RFC 3339 has it; empty when it is none. */
    static Optional<Instant> instant(JsonNode time) {
        try {
            return time.isTextual() ? Optional.of(Instant.parse(time.textValue())) : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** A length of time; empty when it is none. */
    static Optional<Duration> length(JsonNode time) {
        return Times.read(time);
    }

    private static String text(String path, JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidRule(
                    "field " + path + " is " + (value.isMissingNode() ? "missing" : value) + ", allowed is a name");
        }
        return value.textValue();
    }
}
