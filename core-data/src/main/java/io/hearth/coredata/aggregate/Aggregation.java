package io.hearth.coredata.aggregate;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.coredata.store.StoredReading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Sums readings up by device, profile, resource and value type (EdgeX API, {@code aggregateFunc}). Readings are taken one by
 * one: what is held is one small record a group.
 */
public final class Aggregation {
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::deviceName)
            .thenComparing(Group::profileName)
            .thenComparing(Group::resourceName)
            .thenComparing(Group::valueType);

    private final Map<Group, Numbers> groups = new HashMap<>();

    private record Group(String deviceName, String profileName, String resourceName, String valueType) {
        static Group of(StoredReading reading) {
            return new Group(reading.deviceName(), reading.profileName(), reading.resourceName(), reading.valueType());
        }
    }

    /** The groups of these readings, by device name. */
    public static List<AggregateReading> of(Iterator<StoredReading> readings, AggregateFunction function) {
        Aggregation aggregation = new Aggregation();
        readings.forEachRemaining(aggregation::add);
        return aggregation.by(function);
    }

    private void add(StoredReading reading) {
        Numbers numbers = groups.computeIfAbsent(
                Group.of(reading),
                group -> new Numbers(ValueType.of(group.valueType()).orElse(ValueType.STRING)));
        if (reading.value() instanceof ReadingValue.Simple(String text)) {
            numbers.add(text);
        }
    }

    private List<AggregateReading> by(AggregateFunction function) {
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(entry -> of(entry.getKey(), entry.getValue().by(function)))
                .toList();
    }

    private static AggregateReading of(Group group, Numbers.Result result) {
        String type = result.type().map(ValueType::wireName).orElse(group.valueType);
        return new AggregateReading(group.deviceName, group.profileName, group.resourceName, type, result.number());
    }
}
