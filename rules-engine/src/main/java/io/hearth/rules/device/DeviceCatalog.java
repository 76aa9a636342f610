package io.hearth.rules.device;

import com.github.benmanes.caffeine.cache.Interner;
import io.hearth.rules.rule.Selector;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The devices and profiles that are known now, with what finds them by profile, label and the beginning of their name.
 * Readers never wait. Changed by one thread at a time.
 */
public final class DeviceCatalog implements Knowledge {
    private static final Logger LOG = Logger.getLogger(DeviceCatalog.class);

    private final int maxDevices;
    private final int maxProfiles;
    private final NavigableMap<String, KnownDevice> devices = new ConcurrentSkipListMap<>();
    private final Map<String, Set<String>> byProfile = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> byLabel = new ConcurrentHashMap<>();
    private final Map<String, KnownProfile> profiles = new ConcurrentHashMap<>();
    private final Interner<String> texts = Interner.newWeakInterner();
    private final Interner<List<String>> lists = Interner.newWeakInterner();
    private final List<SubjectsListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder refused = new LongAdder();
    private volatile int size;
    private volatile boolean complete;
    private boolean full;
    /** Since listeners were told last. */
    private ChangedDevices changed = ChangedDevices.NONE;

    /** An empty catalog for at most so many devices and profiles. */
    public DeviceCatalog(int maxDevices, int maxProfiles) {
        this.maxDevices = maxDevices;
        this.maxProfiles = maxProfiles;
    }

    /** Tells this listener from now on, until what is returned is run. */
    public Runnable onChange(SubjectsListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tellChanged() {
        ChangedDevices which = takeChanged();
        for (SubjectsListener listener : listeners) {
            try {
                listener.subjectsChanged(which);
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "changed devices are not taken up by a listener");
            }
        }
    }

    @Override
    public Set<String> of(Selector selector) {
        return switch (selector) {
            case Selector.Device(String name) -> Set.of(name);
            case Selector.Profile(String name) -> copy(byProfile.get(name));
            case Selector.Label(String label) -> copy(byLabel.get(label));
            case Selector.Pattern(String glob) -> matching(Glob.of(glob));
        };
    }

    private static Set<String> copy(Set<String> names) {
        return names == null ? Set.of() : Collections.unmodifiableSet(new HashSet<>(names));
    }

    private Set<String> matching(Glob glob) {
        return devices.tailMap(glob.prefix(), true).keySet().stream()
                .takeWhile(name -> name.startsWith(glob.prefix()))
                .filter(glob::matches)
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized ChangedDevices takeChanged() {
        ChangedDevices which = changed;
        changed = ChangedDevices.NONE;
        return which;
    }

    private void note(String device) {
        changed = changed.and(new ChangedDevices(false, Set.of(device)));
    }

    @Override
    public boolean exists(String device) {
        return devices.containsKey(device);
    }

    @Override
    public boolean includes(Selector selector, String device) {
        return switch (selector) {
            case Selector.Device(String name) -> name.equals(device);
            case Selector.Profile(String name) ->
                byProfile.getOrDefault(name, Set.of()).contains(device);
            case Selector.Label(String label) ->
                byLabel.getOrDefault(label, Set.of()).contains(device);
            case Selector.Pattern(String glob) ->
                devices.containsKey(device) && Glob.of(glob).matches(device);
        };
    }

    @Override
    public Optional<KnownDevice> device(String name) {
        return Optional.ofNullable(devices.get(name));
    }

    @Override
    public Optional<KnownProfile> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** All devices were read; answers whether that is news. */
    synchronized boolean completed() {
        boolean isNews = !complete;
        if (isNews) {
            // From now on those that are not known are gone.
            changed = ChangedDevices.ANY;
        }
        complete = true;
        return isNews;
    }

    /** How many devices are known. */
    public int size() {
        return size;
    }

    /** How many profiles are known. */
    public int profileCount() {
        return profiles.size();
    }

    /** How often a device or profile was not taken because there were as many as there may be. */
    public long refused() {
        return refused.sum();
    }

    Set<String> deviceNames() {
        return devices.keySet();
    }

    Set<String> profileNames() {
        return profiles.keySet();
    }

    /** Takes a device up as it is now; false when that changes nothing for any selector. */
    synchronized boolean put(KnownDevice device) {
        KnownDevice before = devices.get(device.name());
        if (device.equals(before) || before == null && !room(size < maxDevices, "device", device.name())) {
            return false;
        }
        KnownDevice shared = new KnownDevice(
                before == null ? device.name() : before.name(),
                texts.intern(device.profile()),
                lists.intern(List.copyOf(
                        device.labels().stream().distinct().map(texts::intern).toList())));
        if (before == null) {
            size++;
        } else {
            leave(before);
        }
        devices.put(shared.name(), shared);
        enter(byProfile, shared.profile(), shared.name());
        shared.labels().forEach(label -> enter(byLabel, label, shared.name()));
        note(shared.name());
        return !shared.equals(before);
    }

    /** Forgets a device; false when there was none. */
    synchronized boolean remove(String name) {
        KnownDevice gone = devices.remove(name);
        if (gone == null) {
            return false;
        }
        size--;
        full = false;
        leave(gone);
        note(name);
        return true;
    }

    private static void enter(Map<String, Set<String>> index, String key, String name) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(name);
        }
    }

    private void leave(KnownDevice device) {
        leave(byProfile, device.profile(), device.name());
        device.labels().forEach(label -> leave(byLabel, label, device.name()));
    }

    private static void leave(Map<String, Set<String>> index, String key, String name) {
        index.computeIfPresent(key, (any, names) -> {
            names.remove(name);
            return names.isEmpty() ? null : names;
        });
    }

    synchronized void put(KnownProfile profile) {
        if (profiles.containsKey(profile.name()) || room(profiles.size() < maxProfiles, "profile", profile.name())) {
            profiles.put(profile.name(), profile);
        }
    }

    synchronized void removeProfile(String name) {
        profiles.remove(name);
    }

    private boolean room(boolean there, String kind, String name) {
        if (there) {
            return true;
        }
        refused.increment();
        if (!full) {
            LOG.warnf("%s is not taken into the catalog, which is full name=%s devices=%d", kind, name, size);
        }
        full = true;
        return false;
    }
}
