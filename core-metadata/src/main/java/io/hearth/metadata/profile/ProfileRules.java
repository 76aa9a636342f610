package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.MetadataConfig;
import io.hearth.metadata.uom.Units;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** What the settings of the moment allow to be done with profiles (EdgeX core-metadata, Writable). */
@Singleton
@Startup
class ProfileRules {
    private static final String SERVICE = "core-metadata";

    private final Units units;
    private final Supplier<Boolean> strictChanges;
    private final Supplier<Boolean> strictDeletes;
    private final Supplier<Boolean> validateUnits;

    ProfileRules(Units units, LiveConfig live, MetadataConfig config) {
        this.units = units;
        this.strictChanges = live.follow(
                SERVICE,
                "Writable/ProfileChange/StrictDeviceProfileChanges",
                LiveConfig::flag,
                config.profile().strictChanges());
        this.strictDeletes = live.follow(
                SERVICE,
                "Writable/ProfileChange/StrictDeviceProfileDeletes",
                LiveConfig::flag,
                config.profile().strictDeletes());
        this.validateUnits = live.follow(
                SERVICE,
                "Writable/UoM/Validation",
                LiveConfig::flag,
                config.uom().validation());
    }

    /** 423 when what devices of a profile can do must not change. Descriptions, labels and what is hidden still may, as in EdgeX. */
    void mayReplace() {
        if (strictChanges.get()) {
            throw locked("StrictDeviceProfileChanges is on: what a device profile's devices can do must not change");
        }
    }

    /** 423 when profiles must not be deleted. */
    void mayDelete() {
        if (strictDeletes.get()) {
            throw locked("StrictDeviceProfileDeletes is on: device profiles and parts of them must not be deleted");
        }
    }

    /** 423 when parts of profiles must not be deleted, be it as a change or as a deletion. */
    void mayDeletePart() {
        mayReplace();
        mayDelete();
    }

    /** 400 when units are validated and a resource has one that is not in the list. */
    void unitsAllowed(List<DeviceResource> resources) {
        if (!validateUnits.get()) {
            return;
        }
        for (DeviceResource resource : resources) {
            if (!units.known().allows(resource.properties().units())) {
                throw new EdgexException(
                        ErrorKind.CONTRACT_INVALID,
                        "device resource " + resource.name() + ": units '"
                                + resource.properties().units() + "' should be one of those of GET /api/v3/uom");
            }
        }
    }

    private static EdgexException locked(String message) {
        return new EdgexException(ErrorKind.SERVICE_LOCKED, message);
    }
}
