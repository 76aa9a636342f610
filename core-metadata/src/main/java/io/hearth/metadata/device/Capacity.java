package io.hearth.metadata.device;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.MetadataConfig;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How many devices there may be, and how many resources they may have together (EdgeX's Writable.MaxDevices, MaxResources). */
@Singleton
@Startup
public class Capacity {
    /** Goes on with every change of how many resources all devices have, so that who counts them knows that he can begin anew. */
    private static final String CHANGES = "md:device:changes";
    /** How many resources all devices have; absent while it is not known, which nobody who changes it without a limit need count. */
    private static final String IN_USE = "md:device:resources";

    private final MetadataStore store;
    private final Supplier<Integer> maxDevices;
    private final Supplier<Integer> maxResources;

    Capacity(MetadataStore store, LiveConfig live, MetadataConfig config) {
        this.store = store;
        this.maxDevices = live.follow(
                "core-metadata",
                "Writable/MaxDevices",
                Capacity::number,
                config.device().maxDevices());
        this.maxResources = live.follow(
                "core-metadata",
                "Writable/MaxResources",
                Capacity::number,
                config.device().maxResources());
    }

    private static Integer number(String text) {
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not allowed, allowed is a whole number, 0 (no limit) or more");
    }

    /** There is room for the device, else 400. */
    void added(View view, Change change, Device device) {
        int most = maxDevices.get();
        if (most > 0) {
            if (store.size(Kinds.DEVICE) >= most) {
                throw full("device '" + device.name() + "' is one more than the " + most
                        + " that Writable.MaxDevices allows");
            }
            change.expectFewer(Kinds.DEVICE, most);
        }
        resources(view, change, "", device);
    }

    /** There is room for what the device has more of now, else 400. */
    void changed(View view, Change change, Device before, Device after) {
        if (!after.profileName().equals(before.profileName())) {
            resources(view, change, before.profileName(), after);
        }
    }

    /** What it had is free again. */
    void removed(View view, Change change, Device device) {
        change.advance(CHANGES);
        if (maxResources.get() > 0) {
            change.tally(IN_USE, -count(view, change, device.profileName()));
        } else {
            change.forget(IN_USE);
        }
    }

    /** There is room for what every device of a profile has more of now, else 400. */
    public void changed(View view, Change change, DeviceProfile before, DeviceProfile after) {
        int more = after.deviceResources().size() - before.deviceResources().size();
        if (more == 0) {
            return;
        }
        int most = maxResources.get();
        if (most > 0 && more > 0) {
            long changes = store.counter(CHANGES);
            long devices = store.sizes(Kinds.DEVICE, List.of(Kinds.ofProfile(after.name())))
                    .getFirst();
            long inUse = devices == 0 ? 0 : inUse(view);
            if (inUse + devices * more > most) {
                throw full("device profile '" + after.name() + "' has " + more + " resources more for each of its "
                        + devices + " devices, " + inUse + " are in use, and Writable.MaxResources allows " + most);
            }
            change.expectCounter(CHANGES, changes);
        }
        // Of how many devices is not known when the change is made: counted anew when somebody asks.
        change.forget(IN_USE).advance(CHANGES);
    }

    private void resources(View view, Change change, String profileBefore, Device device) {
        int most = maxResources.get();
        change.advance(CHANGES);
        if (most <= 0) {
            change.forget(IN_USE);
            return;
        }
        long more = count(view, change, device.profileName()) - count(view, change, profileBefore);
        if (more > 0) {
            long inUse = inUse(view);
            if (inUse + more > most) {
                throw full("device '" + device.name() + "' has " + more + " resources more, " + inUse
                        + " are in use, and Writable.MaxResources allows " + most);
            }
            change.expectRoom(IN_USE, more, most);
        }
        change.tally(IN_USE, more);
    }

    /** Every device counts with all resources of its profile; counted once, and from then on kept by every change. */
    private long inUse(View view) {
        return view.number(
                IN_USE,
                () -> store.change(fresh -> {
                    long changes = store.counter(CHANGES);
                    long counted = counted();
                    return new Decision<>(
                            new Change().expectCounter(CHANGES, changes).set(IN_USE, counted), counted);
                }));
    }

    private long counted() {
        List<DeviceProfile> profiles = store.all(Kinds.PROFILE);
        List<Long> devices = store.sizes(
                Kinds.DEVICE,
                profiles.stream()
                        .map(profile -> Kinds.ofProfile(profile.name()))
                        .toList());
        long inUse = 0;
        for (int i = 0; i < devices.size(); i++) {
            inUse += devices.get(i) * profiles.get(i).deviceResources().size();
        }
        return inUse;
    }

    private static long count(View view, Change change, String profile) {
        if (profile.isEmpty()) {
            return 0;
        }
        Optional<Stored<DeviceProfile>> found = view.find(Kinds.PROFILE, profile);
        found.ifPresent(there -> change.expectSame(Kinds.PROFILE, profile, there));
        return found.map(there -> there.value().deviceResources().size()).orElse(0);
    }

    private static EdgexException full(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
