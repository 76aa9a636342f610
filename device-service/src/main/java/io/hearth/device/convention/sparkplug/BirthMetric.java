package io.hearth.device.convention.sparkplug;

import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;

/**
 * A metric as its birth certificate declares it.
 *
 * @param name     its exact name
 * @param alias    what stands for the name in data; absent: the name does
 * @param type     of its values
 * @param units    empty when it has none
 * @param readOnly whether its properties say that it cannot be told
 */
record BirthMetric(String name, OptionalLong alias, MetricType type, String units, boolean readOnly) {
    private static final String UNITS = "engUnit";
    /** As Ignition says it; Sparkplug itself has no word for it. */
    private static final String READ_ONLY = "readOnly";

    static BirthMetric of(Metric metric, MetricType type) {
        return new BirthMetric(
                metric.getName(),
                metric.hasAlias() ? OptionalLong.of(metric.getAlias()) : OptionalLong.empty(),
                type,
                property(metric, UNITS).getStringValue(),
                property(metric, READ_ONLY).getBooleanValue());
    }

    private static PropertyValue property(Metric metric, String name) {
        int at = metric.getProperties().getKeysList().indexOf(name);
        return at >= 0 && at < metric.getProperties().getValuesCount()
                ? metric.getProperties().getValues(at)
                : PropertyValue.getDefaultInstance();
    }

    /** Where its value is in what is read of a message. */
    String pointer() {
        return "/m/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** What a profile keeps of it, which is enough to tell it what to do. */
    Map<String, Object> kept() {
        return alias.isPresent()
                ? Map.of("metric", name, "datatype", type.word(), "alias", Long.toUnsignedString(alias.getAsLong()))
                : Map.of("metric", name, "datatype", type.word());
    }
}
