package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** A birth certificate: what the messages of a node or a device mean from then on. */
final class Birth {
    /** Counts the births of a node, and is none of its values. */
    static final String BD_SEQ = "bdSeq";

    private final Owner owner;
    private final Map<String, BirthMetric> byName = new LinkedHashMap<>();
    private final Map<Long, BirthMetric> byAlias = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    private Birth(Owner owner) {
        this.owner = owner;
    }

    /** What a birth certificate declares, as far as it can be understood. */
    static Birth of(Owner owner, Payload payload) {
        Birth birth = new Birth(owner);
        payload.getMetricsList().forEach(birth::declare);
        return birth;
    }

    private void declare(Metric metric) {
        boolean definition =
                metric.hasTemplateValue() && metric.getTemplateValue().getIsDefinition();
        if (metric.getName().equals(BD_SEQ) || definition) {
            return;
        }
        Optional<MetricType> type = MetricType.of(metric.getDatatype());
        if (metric.getName().isEmpty()) {
            wrong.add("a metric has no name");
        } else if (type.isEmpty()) {
            wrong.add("metric '" + metric.getName() + "' has the data type " + metric.getDatatype()
                    + ", allowed are 1 to 19 and 22 to 34");
        } else if (byName.containsKey(metric.getName())) {
            wrong.add("metric '" + metric.getName() + "' is there twice");
        } else {
            BirthMetric declared = BirthMetric.of(metric, type.get());
            byName.put(declared.name(), declared);
            declared.alias().ifPresent(alias -> alias(alias, declared));
        }
    }

    private void alias(long alias, BirthMetric declared) {
        BirthMetric other = byAlias.putIfAbsent(alias, declared);
        if (other != null) {
            wrong.add("metrics '" + other.name() + "' and '" + declared.name() + "' have the same alias "
                    + Long.toUnsignedString(alias));
        }
    }

    Owner owner() {
        return owner;
    }

    Collection<BirthMetric> metrics() {
        return byName.values();
    }

    /** What is not understood of it. */
    List<String> wrong() {
        return wrong;
    }

    /** The metric that a message has; empty when it has not been declared. */
    Optional<BirthMetric> find(Metric metric) {
        return Optional.ofNullable(
                metric.hasName() && !metric.getName().isEmpty()
                        ? byName.get(metric.getName())
                        : metric.hasAlias() ? byAlias.get(metric.getAlias()) : null);
    }
}
