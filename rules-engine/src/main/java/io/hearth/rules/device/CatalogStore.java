package io.hearth.rules.device;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.rules.store.Hashes;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** The devices and profiles that were told last, in Redis: with them the rules go on when core-metadata is away at the start. */
final class CatalogStore {
    private static final Logger LOG = Logger.getLogger(CatalogStore.class);
    private static final String DEVICES = "re:devices";
    private static final String PROFILES = "re:profiles";
    private static final String WHOLE = "re:devices:whole";
    private static final int AT_ONCE = 1000;

    private final RedisBatch redis;

    CatalogStore(RedisBatch redis) {
        this.redis = redis;
    }

    private record StoredDevice(String profile, List<String> labels) {}

    /** Takes up all that is stored. */
    void loadInto(DeviceCatalog catalog) {
        Hashes.scan(
                redis::sendRepeatable,
                PROFILES,
                (name, json) -> read(name, json, (any, bytes) -> catalog.put(profile(bytes))));
        Hashes.scan(
                redis::sendRepeatable,
                DEVICES,
                (name, json) -> read(name, json, (any, bytes) -> catalog.put(device(name, bytes))));
        if (whole().isPresent()) {
            catalog.completed();
        }
    }

    /** When all devices were read last; empty when they never were. */
    Optional<Instant> whole() {
        return Optional.ofNullable(redis.sendRepeatable(Request.cmd(Command.GET).arg(WHOLE)))
                .map(time -> Instant.ofEpochMilli(time.toLong()));
    }

    private static void read(String name, byte[] json, BiConsumer<String, byte[]> take) {
        try {
            take.accept(name, json);
        } catch (IllegalArgumentException notOurs) {
            LOG.warnf("stored entry of the catalog is not understood name=%s reason=%s", name, notOurs.getMessage());
        }
    }

    private static KnownDevice device(String name, byte[] json) {
        StoredDevice stored = parsed(json, StoredDevice.class);
        return new KnownDevice(
                name,
                Optional.ofNullable(stored.profile()).orElse(""),
                Optional.ofNullable(stored.labels()).orElse(List.of()));
    }

    private static KnownProfile profile(byte[] json) {
        return KnownProfile.of(parsed(json, DeviceProfile.class));
    }

    private static <T> T parsed(byte[] json, Class<T> type) {
        try {
            return Optional.ofNullable(Json.read(json, type))
                    .orElseThrow(() -> new IllegalArgumentException("it is null"));
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    /** What one change of the catalog, or many, mean for what is stored. */
    static final class Batch {
        private final Map<String, byte[]> devices = new HashMap<>();
        private final Map<String, byte[]> profiles = new HashMap<>();
        private final Set<String> goneDevices = new HashSet<>();
        private final Set<String> goneProfiles = new HashSet<>();
        private final Set<String> keptProfiles = new HashSet<>();

        void put(KnownDevice device) {
            goneDevices.remove(device.name());
            devices.put(device.name(), Json.bytes(new StoredDevice(device.profile(), device.labels())));
        }

        void put(DeviceProfile profile) {
            goneProfiles.remove(profile.name());
            profiles.put(profile.name(), Json.bytes(essence(profile)));
        }

        void removeDevice(String name) {
            devices.remove(name);
            goneDevices.add(name);
        }

        /** It stays as it is stored. */
        void keepProfile(String name) {
            keptProfiles.add(name);
        }

        void removeProfile(String name) {
            profiles.remove(name);
            goneProfiles.add(name);
        }
    }

    /** Stores changes. Bears repeating. */
    void apply(Batch batch) {
        List<Request> requests = new ArrayList<>();
        sets(DEVICES, batch.devices, requests);
        sets(PROFILES, batch.profiles, requests);
        removals(DEVICES, batch.goneDevices, requests);
        removals(PROFILES, batch.goneProfiles, requests);
        redis.sendRepeatable(requests);
    }

    /** Makes what is stored what was read whole; writes only what differs. */
    void become(Batch whole, Instant now) {
        keepDiffering(DEVICES, whole.devices, whole.goneDevices);
        keepDiffering(PROFILES, whole.profiles, whole.goneProfiles);
        whole.goneProfiles.removeAll(whole.keptProfiles);
        apply(whole);
        redis.sendRepeatable(Request.cmd(Command.SET).arg(WHOLE).arg(now.toEpochMilli()));
    }

    private void keepDiffering(String key, Map<String, byte[]> wanted, Set<String> gone) {
        Set<String> seen = new HashSet<>();
        Hashes.scan(redis::sendRepeatable, key, (name, stored) -> {
            byte[] now = wanted.get(name);
            if (!seen.add(name)) {
                // A field can come twice in a scan.
                return;
            }
            if (now == null) {
                gone.add(name);
            } else if (Arrays.equals(stored, now)) {
                wanted.remove(name);
            }
        });
    }

    private static void sets(String key, Map<String, byte[]> fields, List<Request> into) {
        Map<String, byte[]> part = new HashMap<>();
        fields.forEach((field, value) -> {
            part.put(field, value);
            if (part.size() == AT_ONCE) {
                into.add(Hashes.set(key, part));
                part.clear();
            }
        });
        if (!part.isEmpty()) {
            into.add(Hashes.set(key, part));
        }
    }

    private static void removals(String key, Set<String> fields, List<Request> into) {
        List<String> all = List.copyOf(fields);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            into.add(Hashes.remove(key, all.subList(from, Math.min(from + AT_ONCE, all.size()))));
        }
    }

    /** The profile without what only its device service needs. */
    private static DeviceProfile essence(DeviceProfile profile) {
        return new DeviceProfile(
                profile.apiVersion(),
                null,
                null,
                "",
                profile.name(),
                "",
                "",
                "",
                List.of(),
                0,
                profile.deviceResources().stream()
                        .map(resource -> new DeviceResource(
                                "", resource.name(), resource.isHidden(), resource.properties(), null, null))
                        .toList(),
                profile.deviceCommands());
    }
}
