package io.hearth.device.intake;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The default broker, which knows the brokers of all devices. */
final class DeviceBrokers implements DeviceBroker {
    private final DeviceBroker byDefault;
    private final Map<String, DeviceBroker> byName;

    /** These brokers. */
    DeviceBrokers(DeviceBroker byDefault, Map<String, DeviceBroker> byName) {
        this.byDefault = byDefault;
        this.byName = Map.copyOf(byName);
    }

    @Override
    public DeviceBroker named(String name) {
        DeviceBroker known = byName.get(name);
        return known == null ? new Unset(name) : known;
    }

    @Override
    public void open(int room, Consumer<DeviceMessage> arrivals) {
        byDefault.open(room, arrivals);
    }

    @Override
    public void follow(Set<String> filters) {
        byDefault.follow(filters);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        return byDefault.publish(topic, payload, qos, retain);
    }

    @Override
    public CompletableFuture<Void> request(
            String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
        return byDefault.request(topic, payload, qos, retain, responseTopic, correlation);
    }

    @Override
    public boolean connected() {
        return byDefault.connected();
    }

    @Override
    public int connections() {
        return byDefault.connections();
    }

    @Override
    public String trouble() {
        return byDefault.trouble();
    }

    @Override
    public String trouble(Set<String> filters) {
        return byDefault.trouble(filters);
    }

    @Override
    public String address() {
        return byDefault.address();
    }

    @Override
    public void close() {
        byDefault.close();
    }

    /** A broker that a device names and no setting does. */
    private record Unset(String name) implements DeviceBroker {
        @Override
        public void open(int room, Consumer<DeviceMessage> arrivals) {}

        @Override
        public void follow(Set<String> filters) {}

        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            return CompletableFuture.failedFuture(new DeviceBrokerUnavailable(trouble()));
        }

        @Override
        public CompletableFuture<Void> request(
                String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
            return publish(topic, payload, qos, retain);
        }

        @Override
        public boolean connected() {
            return false;
        }

        @Override
        public String trouble() {
            return "there is no broker '" + name + "', see hearth.device.brokers";
        }

        @Override
        public String address() {
            return name;
        }

        @Override
        public void close() {}
    }
}
