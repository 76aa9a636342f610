package io.hearth.device.convention;

import io.hearth.device.convention.homeassistant.HomeAssistantConfig;
import io.hearth.device.convention.homie.HomieConfig;
import io.hearth.device.convention.sparkplug.SparkplugConfig;
import io.smallrye.config.WithDefault;

/** Conventions by which devices tell of themselves: {@code hearth.device.conventions.*}. */
public interface ConventionsConfig {
    /** Home Assistant's MQTT discovery. */
    HomeAssistantConfig homeAssistant();

    /** Homie 4. */
    HomieConfig homie();

    /** Sparkplug B. */
    SparkplugConfig sparkplug();

    /** How many messages in which devices tell of themselves may wait to be understood; more are dead-lettered. */
    @WithDefault("10000")
    int maxWaiting();

    /** How many octets these may have together. */
    @WithDefault("33554432")
    long maxWaitingOctets();

    /** How many resources one device may tell of. */
    @WithDefault("500")
    int maxResources();
}
