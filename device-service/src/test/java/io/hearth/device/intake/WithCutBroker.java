package io.hearth.device.intake;

import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A second broker of devices, {@code plant}, behind a network that can drop all packets. */
public final class WithCutBroker implements QuarkusTestResourceLifecycleManager {
    private static volatile RealBroker broker;
    private static volatile Gate network;

    static RealBroker broker() {
        return broker;
    }

    static Gate network() {
        return network;
    }

    @Override
    public Map<String, String> start() {
        broker = new RealBroker();
        broker.start();
        network = new Gate(broker.port());
        return Map.of(
                "hearth.device.brokers.plant.host",
                "127.0.0.1",
                "hearth.device.brokers.plant.port",
                Integer.toString(network.port()),
                "hearth.device.brokers.plant.keep-alive",
                "10s");
    }

    @Override
    public void stop() {
        network.close();
        broker.close();
    }
}
