package io.hearth.device.intake;

import io.hearth.runtime.testing.RealBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A second broker of devices, {@code plant}. */
public final class WithPlantBroker implements QuarkusTestResourceLifecycleManager {
    private static volatile RealBroker broker;

    static RealBroker broker() {
        return broker;
    }

    @Override
    public Map<String, String> start() {
        broker = new RealBroker();
        RefusingBroker.refuse(broker, "home/#", "incoming/#", "command/#", "gauge/#");
        broker.start();
        return Map.of(
                "hearth.device.brokers.plant.host",
                "127.0.0.1",
                "hearth.device.brokers.plant.port",
                Integer.toString(broker.port()),
                "hearth.device.brokers.plant.limits",
                "aws-iot",
                "hearth.device.brokers.plant.max-reconnect-delay",
                "500ms");
    }

    @Override
    public void stop() {
        broker.close();
    }
}
