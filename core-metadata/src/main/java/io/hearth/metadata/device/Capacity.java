package io.hearth.metadata.device;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.MetadataConfig;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.View;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** How many devices there may be, and how many resources they may have together (EdgeX's Writable.MaxDevices, MaxResources). */
@Singleton
@Startup
public class Capacity {
    /** Goes on with every change of a device, so that of two who want the last resource one decides anew. */
    private static final String CHANGES = "md:device:changes";

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
        } else {
            change.advance(CHANGES);
        }
    }

    /** What it had is free again. */
    void removed(Change change) {
        change.advance(CHANGES);
    }

    /** There is room for what every device of a profile has more of now, else 400. */
    public void changed(Change change, DeviceProfile before, DeviceProfile after) {
        int more = after.deviceResources().size() - before.deviceResources().size();
        if (more == 0) {
            return;
        }
        int most = maxResources.get();
        if (most > 0 && more > 0) {
            long changes = store.counter(CHANGES);
            long devices = store.sizes(Kinds.DEVICE, List.of(Kinds.ofProfile(after.name())))
                    .getFirst();
            long inUse = devices == 0 ? 0 : inUse();
            if (inUse + devices * more > most) {
                throw full("device profile '" + after.name() + "' has " + more + " resources more for each of its "
                        + devices + " devices, " + inUse + " are in use, and Writable.MaxResources allows " + most);
            }
            change.expectCounter(CHANGES, changes);
        }
        change.advance(CHANGES);
    }

    private void resources(View view, Change change, String profileBefore, Device device) {
        int most = maxResources.get();
        if (most > 0) {
            long changes = store.counter(CHANGES);
            long inUse = inUse();
            long more = count(view, device.profileName()) - count(view, profileBefore);
            if (more > 0 && inUse + more > most) {
                throw full("device '" + device.name() + "' has " + more + " resources more, " + inUse
                        + " are in use, and Writable.MaxResources allows " + most);
            }
            change.expectCounter(CHANGES, changes);
        }
        change.advance(CHANGES);
    }

    /** Every device counts with all resources of its profile. */
    private long inUse() {
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

    private static long count(View view, String profile) {
        return profile.isEmpty()
                ? 0
                : view.find(Kinds.PROFILE, profile)
                        .map(found -> found.value().deviceResources().size())
                        .orElse(0);
    }

    private static EdgexException full(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
