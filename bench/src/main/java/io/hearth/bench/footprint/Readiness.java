package io.hearth.bench.footprint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks {@code /q/health/ready} until it says that all is there. */
final class Readiness {
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    private static final long PAUSE_MS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException when it is not within two minutes, or has ended
     */
    void await(String name, int port, BooleanSupplier alive) throws InterruptedException {
        HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + AT_MOST.toNanos();
        String said = "";
        while (System.nanoTime() < end) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("void: " + name + " has ended");
            }
            try {
                HttpResponse<String> answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
                said = answer.body();
            } catch (IOException notYet) {
                said = notYet.toString();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        throw new IllegalStateException(
                "void: " + name + " is not ready after " + AT_MOST.toSeconds() + " s, it says " + said);
    }
}
