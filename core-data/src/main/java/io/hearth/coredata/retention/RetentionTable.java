package io.hearth.coredata.retention;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.Retention;
import io.hearth.contracts.metadata.SourceName;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The rule for each device and source. An AutoEvent's source is a name, or a regular expression that must match the whole of a
 * name (EdgeX matches a part of it, by accident: a rule for "Temp" would keep "Temp2" for ever). A rule by name goes before
 * one by expression, of several the first one of the device's list counts.
 */
@Singleton
public class RetentionTable {
    private final RetentionSettings settings;
    private volatile Map<String, List<Entry>> byDevice;

    RetentionTable(RetentionSettings settings) {
        this.settings = settings;
    }

    /** What an AutoEvent says; what it leaves open is taken from the defaults that are in force when it is asked for. */
    private record Entry(SourceName source, Retention given) {}

    /** Whether the devices were ever read: before that, nobody knows what a rule would keep. */
    boolean isKnown() {
        return byDevice != null;
    }

    /** Takes all devices anew. */
    void replace(Collection<Device> devices) {
        byDevice = new ConcurrentHashMap<>(devices.stream()
                .collect(Collectors.toMap(Device::name, RetentionTable::entries, (one, other) -> other)));
    }

    /** Takes one device as it is now. */
    void put(Device device) {
        if (isKnown()) {
            byDevice.put(device.name(), entries(device));
        }
    }

    /** A device is gone: what is still stored of it goes by the defaults. */
    void remove(String device) {
        if (isKnown()) {
            byDevice.remove(device);
        }
    }

    /** The rule for a device's source; the default one for all that no AutoEvent names. */
    RetentionRule rule(String device, String source) {
        RetentionRule defaults = settings.defaults();
        List<Entry> entries = isKnown() ? byDevice.getOrDefault(device, List.of()) : List.of();
        return entries.stream()
                .filter(entry -> entry.source.isNamed(source))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(entry -> entry.source.matches(source))
                        .findFirst())
                .map(entry -> RetentionRule.of(entry.given, defaults))
                .orElse(defaults);
    }

    private static List<Entry> entries(Device device) {
        return device.autoEvents().stream().map(RetentionTable::entry).toList();
    }

    private static Entry entry(AutoEvent autoEvent) {
        return new Entry(SourceName.of(autoEvent.sourceName()), autoEvent.retention());
    }
}
