package io.hearth.command;

import io.hearth.runtime.testing.RealBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives core-command a second broker. */
public final class WithExternalBroker implements QuarkusTestResourceLifecycleManager {
    private static volatile RealBroker broker;

    /** The second broker of the running test. */
    public static RealBroker broker() {
        return broker;
    }

    @Override
    public Map<String, String> start() {
        broker = new RealBroker();
        broker.start();
        return Map.of(
                "hearth.command.external.enabled",
                "true",
                "hearth.command.external.url",
                "tcp://127.0.0.1:" + broker.port());
    }

    @Override
    public void stop() {
        broker.close();
    }
}
