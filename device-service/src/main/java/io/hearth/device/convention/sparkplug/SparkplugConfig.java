package io.hearth.device.convention.sparkplug;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Sparkplug B: {@code hearth.device.conventions.sparkplug.*}. */
public interface SparkplugConfig {
    /** Whether edge nodes and devices that speak Sparkplug B are added and heard. */
    @WithDefault("false")
    boolean enabled();

    /** How long messages wait for the birth certificate that says what they mean, and for core-metadata to have the device. */
    @WithDefault("30s")
    Duration maxWait();

    /** How many messages may wait so; they take room of {@code hearth.device.mqtt.max-in-flight}. */
    @WithDefault("1000")
    int maxWaiting();

    /**
     * How many octets these may have together, with what is read of them; they take room of
     * {@code hearth.device.mqtt.max-in-flight-octets}.
     */
    @WithDefault("16777216")
    long maxWaitingOctets();

    /** How much of what may wait, and of what may wait to be added, one edge node with its devices may take, 1 to 100. */
    @WithDefault("50")
    int maxNodePercent();

    /** How long an edge node is left alone before it is asked again for its birth certificates. */
    @WithDefault("10s")
    Duration rebirthInterval();

    /** How many edge nodes are asked in a minute. */
    @WithDefault("600")
    int maxRebirthsPerMinute();

    /** How large the birth certificates may be together that are kept in memory; the node heard of longest ago is forgotten. */
    @WithDefault("33554432")
    long maxCertificateOctets();

    /** The id under which the service says that it is there, as a primary host does (STATE); it says nothing when absent. */
    Optional<String> hostId();
}
