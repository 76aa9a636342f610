package io.hearth.device.discovery;

import com.google.re2j.Pattern;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.device.DeviceConfig;
import io.hearth.device.DiscoveryConfig;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.ItemAnswer;
import io.hearth.device.registry.MetadataEntries;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Adds unknown devices that a provision watcher is waiting for (EdgeX device SDK: with {@code bypassValidation}, UP). Bounded by a
 * pattern of names, a rate and a number of devices, so that a stranger who publishes a million names fills nothing.
 */
@Singleton
class Newcomers {
    private static final Logger LOG = Logger.getLogger(Newcomers.class);

    private final String key;
    private final DiscoveryConfig config;
    private final DeviceCatalog catalog;
    private final MetadataEntries metadata;
    private final Pattern allowed;
    private final AddingLimit limit;
    /** Names of devices of other services, which publish here as well. */
    private final TakenNames taken;

    private List<ProvisionWatcher> watchers = List.of();
    private Map<String, String> problems = Map.of();
    private long read = Long.MIN_VALUE;

    Newcomers(DeviceConfig config, DeviceCatalog catalog, MetadataEntries metadata) {
        this.key = config.serviceKey().value();
        this.config = config.discovery();
        this.catalog = catalog;
        this.metadata = metadata;
        this.allowed = Pattern.compile(this.config.allow());
        this.limit = new AddingLimit(this.config.maxPerMinute(), System.nanoTime());
        this.taken = new TakenNames(this.config.maxUnknown());
    }

    /** What became of an unknown device. */
    enum Fate {
        ADDED,
        NO_WATCHER,
        NOT_ALLOWED,
        TOO_MANY,
        TAKEN,
        REFUSED
    }

    /** Adds it when it may be and a watcher is waiting. Throws MetadataUnavailable. */
    Fate take(UnknownDevices.Unknown unknown) throws InterruptedException {
        Map<String, Map<String, String>> values =
                Map.of("mqtt", Map.of("name", unknown.name(), "topic", unknown.topic(), "broker", unknown.broker()));
        Optional<ProvisionWatcher> waiting = watchers().stream()
                .filter(watcher -> WatcherMatch.matches(watcher, values))
                .findFirst();
        if (waiting.isEmpty()) {
            return Fate.NO_WATCHER;
        }
        if (!allowed.matches(unknown.name())) {
            return Fate.NOT_ALLOWED;
        }
        if (taken.recently(unknown.name(), System.nanoTime())) {
            return Fate.TAKEN;
        }
        if (catalog.index().devices().size() >= config.maxDevices() || !limit.take(System.nanoTime())) {
            return Fate.TOO_MANY;
        }
        ItemAnswer answer = metadata.addDevices(List.of(device(unknown, waiting.get())), false)
                .getFirst();
        if (answer.exists()) {
            limit.giveBack();
            taken.add(unknown.name(), System.nanoTime());
            LOG.infof("device not added, there is one of this name already device=%s", unknown.name());
            return Fate.TAKEN;
        }
        if (answer.done()) {
            LOG.infof(
                    "device added by provision watcher device=%s watcher=%s",
                    unknown.name(), waiting.get().name());
            return Fate.ADDED;
        }
        LOG.warnf(
                "device not added device=%s watcher=%s status=%d reason=%s",
                unknown.name(), waiting.get().name(), answer.status(), answer.message());
        return Fate.REFUSED;
    }

    /** As they were a short while ago. */
    private synchronized List<ProvisionWatcher> watchers() throws InterruptedException {
        long now = System.nanoTime();
        if (read == Long.MIN_VALUE || now - read > config.watchersAge().toNanos()) {
            watchers = metadata.watchers();
            read = now;
            tell();
        }
        return watchers;
    }

    /** Of the watchers that wait for nothing because of what they say, each once. */
    private void tell() {
        Map<String, String> found = new HashMap<>();
        watchers.forEach(
                watcher -> WatcherMatch.problem(watcher).ifPresent(problem -> found.put(watcher.name(), problem)));
        found.forEach((watcher, problem) -> {
            if (!problem.equals(problems.get(watcher))) {
                LOG.warnf("provision watcher waits for nothing watcher=%s reason=%s", watcher, problem);
            }
        });
        problems = found;
    }

    private Device device(UnknownDevices.Unknown unknown, ProvisionWatcher watcher) {
        String name = unknown.name();
        Map<String, Object> mqtt = new HashMap<>(Map.of("name", name));
        if (!unknown.broker().equals(MappingRules.DEFAULT_BROKER)) {
            mqtt.put("broker", unknown.broker());
        }
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "added by provision watcher " + watcher.name(),
                watcher.discoveredDevice().adminState(),
                OperatingState.UP,
                watcher.labels(),
                null,
                key,
                watcher.discoveredDevice().profileName(),
                watcher.discoveredDevice().autoEvents(),
                new HashMap<>(Map.of("mqtt", mqtt)),
                Map.of(),
                watcher.discoveredDevice().properties());
    }
}
