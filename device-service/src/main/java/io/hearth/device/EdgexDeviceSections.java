package io.hearth.device;

import io.hearth.contracts.value.GoDuration;
import io.hearth.device.intake.KnownBrokers;
import io.hearth.runtime.door.EdgexSections;
import io.hearth.runtime.mqtt.Access;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sections that EdgeX's device services show of their configuration: {@code Device} of the SDK, and device-mqtt's own
 * {@code MQTTBrokerInfo}, which there is in {@code CustomConfiguration}.
 */
@Singleton
final class EdgexDeviceSections implements EdgexSections {
    private static final String DEVICE = "Device/";
    private static final String BROKER = "CustomConfiguration/MQTTBrokerInfo/";
    /** Devices' topics are subscribed to with it. */
    private static final int SUBSCRIBED_QOS = 1;

    private final DeviceConfig config;
    private final Access access;

    EdgexDeviceSections(DeviceConfig config, KnownBrokers brokers) {
        this.config = config;
        this.access = brokers.ofDevicesThatNameNone().access();
    }

    @Override
    public String serviceKey() {
        return config.serviceKey().value();
    }

    @Override
    public Map<String, Object> inForce() {
        Map<String, Object> all = new LinkedHashMap<>();
        device().forEach((name, value) -> all.put(DEVICE + name, value));
        broker().forEach((name, value) -> all.put(BROKER + name, value));
        return all;
    }

    private Map<String, Object> device() {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("DataTransform", config.values().dataTransform());
        device.put("MaxCmdOps", config.values().maxCmdOps());
        device.put("ProfilesDir", config.provision().profilesDir().orElse(""));
        device.put("DevicesDir", config.provision().devicesDir().orElse(""));
        device.put(
                "ProvisionWatchersDir",
                config.provision().provisionWatchersDir().orElse(""));
        device.put("Labels", List.of());
        device.put("EnableAsyncReadings", true);
        device.put("AsyncBufferSize", config.mqtt().maxInFlight());
        device.put("Discovery/Enabled", config.discovery().enabled());
        device.put("Discovery/Interval", GoDuration.format(config.discovery().interval()));
        device.put("AutoEvents/SendChangedReadingsOnly", config.autoEvent().sendChangedReadingsOnly());
        device.put("AllowedFails", config.state().allowedFails());
        device.put("DeviceDownTimeout", config.state().deviceDownTimeout().toSeconds());
        return device;
    }

    private Map<String, Object> broker() {
        DeviceConfig.Mqtt mqtt = config.mqtt();
        Map<String, Object> broker = new LinkedHashMap<>();
        broker.put("Schema", schema(mqtt));
        broker.put("Host", mqtt.host());
        broker.put("Port", mqtt.port());
        broker.put("Qos", SUBSCRIBED_QOS);
        broker.put("KeepAlive", mqtt.keepAlive().toSeconds());
        broker.put("ClientId", mqtt.clientId().orElse(config.serviceKey() + "-devices"));
        broker.put("AuthMode", access.login().isNamed() ? "usernamepassword" : "none");
        broker.put("IncomingTopic", mqtt.incomingTopic().orElse(""));
        broker.put("ResponseTopic", config.reply().topic());
        return broker;
    }

    private String schema(DeviceConfig.Mqtt mqtt) {
        boolean encrypted = access.tls().isEnabled();
        if (mqtt.webSockets()) {
            return encrypted ? "wss" : "ws";
        }
        return encrypted ? "ssl" : "tcp";
    }
}
