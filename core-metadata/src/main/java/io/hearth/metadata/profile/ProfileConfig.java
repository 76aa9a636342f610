package io.hearth.metadata.profile;

import io.smallrye.config.WithDefault;

/** What may be done with device profiles. */
public interface ProfileConfig {
    /** EdgeX's {@code Writable.ProfileChange.StrictDeviceProfileChanges}: resources and commands must not be changed or removed. */
    @WithDefault("false")
    boolean strictChanges();

    /** EdgeX's {@code Writable.ProfileChange.StrictDeviceProfileDeletes}: profiles and parts of them must not be deleted. */
    @WithDefault("false")
    boolean strictDeletes();
}
