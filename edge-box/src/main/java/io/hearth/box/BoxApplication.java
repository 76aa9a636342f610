package io.hearth.box;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The services once they run: tells when all of them are ready, and waits for the end. */
public class BoxApplication implements QuarkusApplication {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final SmallRyeHealthReporter health;
    private final Duration timeout;
    private final int port;

    BoxApplication(
            SmallRyeHealthReporter health, BoxConfig config, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.health = health;
        this.timeout = config.readyTimeout();
        this.port = port;
    }

    @Override
    public int run(String... words) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        SmallRyeHealth now = health.getReadiness();
        while (now.isDown() && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            now = health.getReadiness();
        }
        if (now.isDown()) {
            Progress.failed("the services are not ready after %d s: %s".formatted(timeout.toSeconds(), missing(now)));
            return 1;
        }
        Progress.up("services", "port " + port, "all ready");
        Progress.ready();
        Quarkus.waitForExit();
        return 0;
    }

    private static String missing(SmallRyeHealth health) {
        return health.getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> "DOWN".equals(check.getString("status")))
                .map(check -> check.getString("name") + reason(check))
                .collect(Collectors.joining(", "));
    }

    private static String reason(JsonObject check) {
        JsonValue data = check.get("data");
        return data instanceof JsonObject object && object.containsKey("reason")
                ? " (" + object.getString("reason") + ")"
                : "";
    }
}
