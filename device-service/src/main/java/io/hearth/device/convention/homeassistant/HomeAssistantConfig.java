package io.hearth.device.convention.homeassistant;

import io.smallrye.config.WithDefault;

/** Home Assistant's MQTT discovery: {@code hearth.device.conventions.home-assistant.*}. */
public interface HomeAssistantConfig {
    /** Whether devices that announce themselves to Home Assistant are added. */
    @WithDefault("false")
    boolean enabled();

    /** Home Assistant's {@code discovery_prefix}: the first levels of the topics on which devices announce themselves. */
    @WithDefault("homeassistant")
    String prefix();
}
