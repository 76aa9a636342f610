package io.hearth.device.intake;

import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.MappingRules;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.mqtt.Access;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The brokers of devices that are set, by name; the default one first. Where that is the bus's, we get in as we do there unless
 * something else is set: the bus's password goes to no other broker.
 *
 * @param byName each broker
 */
public record KnownBrokers(Map<String, BrokerSettings> byName) {
    /** The name is a folder's too, and stands in topics of metrics. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /**
     * Those of the settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed, when one makes no sense
     */
    public static KnownBrokers of(DeviceConfig config, BusConfig bus) {
        Map<String, BrokerSettings> all = new LinkedHashMap<>();
        all.put(MappingRules.DEFAULT_BROKER, ofDevicesThatNameNone(config, bus));
        config.brokers().forEach((name, settings) -> {
            if (!NAME.matcher(name).matches() || name.equals(MappingRules.DEFAULT_BROKER)) {
                throw new IllegalArgumentException(
                        "hearth.device.brokers.'" + name + "' is no name of a broker, allowed "
                                + "are letters, digits, _ and -, at most 64, and not 'default', which is hearth.device.mqtt");
            }
            all.put(name, new BrokerSettings(name, settings, config.serviceKey()));
        });
        all.values().forEach(BrokerSettings::check);
        return new KnownBrokers(all);
    }

    private static BrokerSettings ofDevicesThatNameNone(DeviceConfig all, BusConfig bus) {
        DeviceConfig.Mqtt config = all.mqtt();
        BrokerSettings own = new BrokerSettings(MappingRules.DEFAULT_BROKER, config, all.serviceKey());
        return config.host().equals(bus.host()) && config.port() == bus.port()
                ? own.orElse(Access.of(bus, BusConfig.PREFIX))
                : own;
    }

    /** The broker of devices that name none. */
    public BrokerSettings ofDevicesThatNameNone() {
        return byName.get(MappingRules.DEFAULT_BROKER);
    }
}
