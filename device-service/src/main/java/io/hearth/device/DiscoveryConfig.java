package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Devices that nobody has told of: {@code hearth.device.discovery.*}. */
public interface DiscoveryConfig {
    /** EdgeX's {@code Device.Discovery.Enabled}: whether {@code POST /discovery} may be asked for. */
    @WithDefault("false")
    boolean enabled();

    /** EdgeX's {@code Device.Discovery.Interval}: how often it is done without being asked, when enabled; 0: never. */
    @WithDefault("30s")
    Duration interval();

    /** Whether an unknown device that a provision watcher is waiting for is added as soon as it publishes. */
    @WithDefault("true")
    boolean autoAdd();

    /** Which names may be added, as a regular expression over the whole name. */
    @WithDefault("[\\p{L}\\p{N}][\\p{L}\\p{N}_.:-]{0,127}")
    String allow();

    /** How many devices may be added by themselves in a minute. */
    @WithDefault("60")
    int maxPerMinute();

    /** With so many devices in all, none is added by itself any more. */
    @WithDefault("10000")
    int maxDevices();

    /** How many unknown names are remembered; past it the one that was heard of longest ago is forgotten. */
    @WithDefault("10000")
    int maxUnknown();

    /** How many names in one message, whose parts name their devices, may be new to what is remembered. */
    @WithDefault("100")
    int maxNewPerMessage();

    /** Longer unknown names, and topics, are not remembered whole: in characters. */
    @WithDefault("512")
    int maxNameLength();

    /** For how long the provision watchers that were read from core-metadata are taken to be in force. */
    @WithDefault("5s")
    Duration watchersAge();
}
