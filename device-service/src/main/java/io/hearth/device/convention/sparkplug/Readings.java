package io.hearth.device.convention.sparkplug;

import io.hearth.contracts.codec.Cbor;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.Translation;
import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * What a message says, as the profiles that are made of birth certificates read it: a list of parts, each with the values of one
 * time, {@code {"t":"<Unix ms>","m":{"<metric>":<value>}}}, or with the state, {@code {"n":"state","v":"ONLINE"}}.
 */
final class Readings {
    static final String ONLINE = "ONLINE";
    static final String OFFLINE = "OFFLINE";
    /** So many values are read at once: one message must not be larger, nor have more parts, than is allowed. */
    private static final int AT_ONCE = 500;

    private static final int TOLD = 10;

    private final Birth birth;
    private final List<Translation.Portion> portions = new ArrayList<>();
    private final List<Map<String, Object>> parts = new ArrayList<>();
    private final Map<String, Map<String, Object>> byTime = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int wrongs;
    private int values;
    private boolean unknown;

    private Readings(Birth birth) {
        this.birth = birth;
    }

    /** What is read of a message. {@code unknown}: it has a metric that the birth certificate has not. */
    record Read(Translation translation, boolean unknown) {}

    static Read of(Birth birth, Payload payload, boolean born) {
        return new Readings(birth).read(payload, born);
    }

    private Read read(Payload payload, boolean born) {
        if (born) {
            parts.add(state(ONLINE));
            birth.wrong().forEach(this::wrong);
        }
        for (Metric metric : payload.getMetricsList()) {
            Optional<BirthMetric> declared = birth.find(metric);
            if (declared.isPresent()) {
                value(metric, declared.get(), payload);
            } else if (!born && !metric.getName().equals(Birth.BD_SEQ)) {
                unknown = true;
                wrong((metric.getName().isEmpty()
                                ? "alias " + Long.toUnsignedString(metric.getAlias())
                                : "metric '" + metric.getName() + "'")
                        + " is in no birth certificate of " + birth.owner().id());
            }
            if (values >= AT_ONCE) {
                portion();
            }
        }
        portion();
        return new Read(new Translation(portions, rejection()), unknown);
    }

    private Optional<Rejection> rejection() {
        if (wrongs == 0) {
            return Optional.empty();
        }
        String more = wrongs > TOLD ? "; and " + (wrongs - TOLD) + " more" : "";
        return Optional.of(
                new Rejection(unknown ? Reason.BIRTH_UNKNOWN : Reason.NOT_UNDERSTOOD, String.join("; ", wrong) + more));
    }

    private void wrong(String what) {
        if (wrongs++ < TOLD) {
            wrong.add(what);
        }
    }

    private void value(Metric metric, BirthMetric declared, Payload payload) {
        Object value;
        try {
            value = MetricValue.of(metric, declared.type());
        } catch (IllegalArgumentException none) {
            wrong("metric '" + declared.name() + "': " + none.getMessage());
            return;
        }
        String time = metric.hasTimestamp()
                ? Long.toUnsignedString(metric.getTimestamp())
                : payload.hasTimestamp() ? Long.toUnsignedString(payload.getTimestamp()) : "";
        values++;
        Map<String, Object> together = byTime.get(time);
        if (together == null || together.containsKey(declared.name())) {
            together = part(time);
        }
        together.put(declared.name(), value);
    }

    /** A second value of one metric at one time is in a part of its own, too. */
    private Map<String, Object> part(String time) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        Map<String, Object> part = new LinkedHashMap<>();
        if (!time.isEmpty()) {
            part.put("t", time);
        }
        part.put("m", metrics);
        parts.add(part);
        byTime.put(time, metrics);
        return metrics;
    }

    private void portion() {
        if (!parts.isEmpty()) {
            portions.add(new Translation.Portion(birth.owner().data(), Cbor.bytes(parts)));
            parts.clear();
            byTime.clear();
            values = 0;
        }
    }

    private static Map<String, Object> state(String state) {
        return Map.of("n", "state", "v", state);
    }

    /** That one is not there any more. */
    static Translation.Portion offline(Owner owner) {
        return new Translation.Portion(owner.data(), Cbor.bytes(List.of(state(OFFLINE))));
    }
}
