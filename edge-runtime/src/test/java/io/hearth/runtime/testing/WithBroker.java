package io.hearth.runtime.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} a broker of its own; {@link #broker} lets the test kill it and start it again. */
public final class WithBroker implements QuarkusTestResourceLifecycleManager {
    private static volatile RealBroker broker;

    /** The broker of the running test. */
    public static RealBroker broker() {
        return broker;
    }

    @Override
    public Map<String, String> start() {
        broker = new RealBroker();
        broker.start();
        return Map.of(
                "hearth.bus.host",
                "127.0.0.1",
                "hearth.bus.port",
                Integer.toString(broker.port()),
                "hearth.bus.run-dir",
                broker.dir().resolve("run").toString());
    }

    @Override
    public void stop() {
        broker.close();
    }
}
