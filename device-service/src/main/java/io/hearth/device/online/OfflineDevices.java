package io.hearth.device.online;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The devices that are DOWN because they are offline, and no others: one that somebody else set DOWN is not set UP here, and one
 * that somebody set UP is not set DOWN again until something new is known of it (docs/decisions/0018). What is noted is in a file
 * before a message that said it is acknowledged.
 */
public final class OfflineDevices {
    private static final Logger LOG = Logger.getLogger(OfflineDevices.class);

    private final DurableNotes kept;
    private final Function<String, Optional<Device>> registry;
    private final Wishes wishes;
    private final Map<String, Note> notes = new ConcurrentHashMap<>();
    /** When core-metadata was seen to have what is noted: what it said before is old. Unix ms, by core-metadata's clock. */
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();

    private final OnItsWay onItsWay;

    /**
     * Takes up what was noted before.
     *
     * @param kept     what outlives the process
     * @param registry a device as core-metadata has it; empty when it is not ours
     * @param wishes   tells core-metadata
     */
    OfflineDevices(DurableNotes kept, Function<String, Optional<Device>> registry, Wishes wishes) {
        this.kept = kept;
        this.registry = registry;
        this.wishes = wishes;
        this.onItsWay = new OnItsWay(wishes);
        kept.all().forEach((device, text) -> Note.parse(text).ifPresent(note -> notes.put(device, note)));
    }

    /** What is noted of a device. */
    Optional<Note> of(String device) {
        return Optional.ofNullable(notes.get(device));
    }

    /** Whether it is known to be offline and is DOWN for that. */
    public boolean isOffline(String device) {
        return notes.get(device) instanceof Note.Offline;
    }

    /** Whether it is DOWN for a silence of its own, which its answer would end, or is back from being offline. */
    public boolean mayAnswer(String device) {
        return switch (notes.get(device)) {
            case Note.Offline offline -> offline.cause() == Cause.SILENCE;
            case Note.Back back -> true;
            case null -> false;
        };
    }

    /** How many are. */
    int size() {
        return (int)
                notes.values().stream().filter(Note.Offline.class::isInstance).count();
    }

    /**
     * It is offline.
     *
     * @param now      Unix ms
     * @param lastSeen Unix ms; 0: not since the service was started
     */
    void offline(String device, Cause cause, long now, long lastSeen) {
        offline(device, new Note.Offline(cause, now, lastSeen, false, ""));
    }

    /** Its broker told that this client, which it is, has no connection any more; times as with {@link #offline}. */
    void disconnected(String device, String client, long now, long lastSeen) {
        offline(device, new Note.Offline(Cause.BROKER, now, lastSeen, false, client));
    }

    private synchronized void offline(String device, Note.Offline is) {
        switch (notes.get(device)) {
            case Note.Offline known -> {
                if (known.cause().compareTo(is.cause()) < 0) {
                    note(
                            device,
                            new Note.Offline(is.cause(), known.since(), known.lastSeen(), known.told(), is.client()));
                }
            }
            case Note.Back back -> down(device, is);
            case null -> {
                boolean mayBeSet = registry.apply(device)
                        .filter(known -> known.operatingState() != OperatingState.DOWN)
                        .isPresent();
                if (mayBeSet) {
                    down(device, is);
                }
            }
        }
    }

    private void down(String device, Note.Offline is) {
        note(device, is);
        want(device, OperatingState.DOWN);
        LOG.debugf("device is offline device=%s cause=%s", device, is.cause());
    }

    /** It said that it is online. */
    synchronized void online(String device, long now) {
        if (notes.get(device) instanceof Note.Offline offline) {
            if (!offline.told() && isUp(device) && wishes.withdraw(device)) {
                forget(device);
                return;
            }
            note(device, new Note.Back(now));
            want(device, OperatingState.UP);
            LOG.debugf("device is online again device=%s", device);
        }
    }

    private boolean isUp(String device) {
        return registry.apply(device)
                .filter(known -> known.operatingState() == OperatingState.UP)
                .isPresent();
    }

    /** Something came of it: the end of a silence, and no more. */
    void heard(String device, long now) {
        ends(device, offline -> offline.cause() == Cause.SILENCE, now);
    }

    /** Takes what core-metadata is to be told next. */
    synchronized Optional<Pacing.Due> telling(Supplier<Optional<Pacing.Due>> next) {
        Optional<Pacing.Due> due = next.get();
        due.ifPresent(told -> onItsWay.told(told.device(), told.state(), registry.apply(told.device())));
        return due;
    }

    /** Its broker told that it is connected: the end of a silence too, and not of what it said of itself. */
    void connected(String device, long now) {
        ends(device, offline -> offline.cause() != Cause.STATUS, now);
    }

    /**
     * What brokers told of clients ends for devices that are them no more: nobody would tell that they are connected.
     *
     * @param clients which client a device is, by its name; absent: none
     */
    synchronized void keep(Function<String, Optional<String>> clients, long now) {
        notes.forEach((device, note) -> {
            if (note instanceof Note.Offline offline && offline.cause() == Cause.BROKER) {
                Optional<String> client = clients.apply(device);
                // One that was noted before the client was noted too counts as long as there is any.
                boolean same = client.isPresent()
                        && (offline.client().isEmpty() || offline.client().equals(client.get()));
                if (!same) {
                    online(device, now);
                }
            }
        });
    }

    /** Messages come by the thousand, so it is looked at before locking; what counts is what is noted then. */
    private void ends(String device, Predicate<Note.Offline> ended, long now) {
        if (is(device, ended)) {
            synchronized (this) {
                if (is(device, ended)) {
                    online(device, now);
                }
            }
        }
    }

    private boolean is(String device, Predicate<Note.Offline> offline) {
        return notes.get(device) instanceof Note.Offline noted && offline.test(noted);
    }

    /** Compares what is noted with what core-metadata says now; those that somebody else has set UP. */
    synchronized void compare(Consumer<String> setUpByOthers) {
        notes.forEach((name, note) -> registry.apply(name)
                .ifPresentOrElse(device -> compare(device, note, setUpByOthers), () -> forget(name)));
    }

    private void compare(Device device, Note note, Consumer<String> setUpByOthers) {
        if (onItsWay.isBefore(device)) {
            // It answers nothing: neither that what is wanted is there, nor that somebody else has set it.
            want(device, note.wanted());
            return;
        }
        boolean as = note.wanted() == OperatingState.DOWN
                ? device.operatingState() == OperatingState.DOWN
                : device.operatingState() == OperatingState.UP;
        switch (note) {
            case Note.Back back when as -> forget(device.name());
            case Note.Back back -> want(device, OperatingState.UP);
            case Note.Offline offline
            when as -> {
                toldAt.merge(device.name(), OnItsWay.modified(device), Math::max);
                if (!offline.told()) {
                    note(device.name(), offline.shown());
                }
                wishes.settled(device.name());
            }
            case Note.Offline offline
            when offline.told() -> {
                if (OnItsWay.modified(device) == 0
                        || OnItsWay.modified(device) > toldAt.getOrDefault(device.name(), 0L)) {
                    LOG.infof("device was set UP by somebody else device=%s", device.name());
                    forget(device.name());
                    setUpByOthers.accept(device.name());
                }
            }
            case Note.Offline offline -> want(device, OperatingState.DOWN);
        }
    }

    private void want(String device, OperatingState state) {
        registry.apply(device).ifPresent(known -> want(known, state));
    }

    /** One that is LOCKED is left alone until it is not. */
    private void want(Device device, OperatingState state) {
        if (device.adminState() == AdminState.LOCKED) {
            wishes.settled(device.name());
        } else {
            wishes.want(device.name(), state);
        }
    }

    private void note(String device, Note note) {
        notes.put(device, note);
        kept.put(device, note.text());
        if (note instanceof Note.Back || note instanceof Note.Offline offline && !offline.told()) {
            toldAt.remove(device);
        }
    }

    private void forget(String device) {
        notes.remove(device);
        toldAt.remove(device);
        onItsWay.forget(device);
        kept.remove(device);
        wishes.settled(device);
    }
}
