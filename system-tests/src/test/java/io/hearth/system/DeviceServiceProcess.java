package io.hearth.system;

import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One more device service beside a box, as it is installed, in a process by itself: an instance with a name of its own. */
final class DeviceServiceProcess extends RealProcess {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String instance;
    private final int broker;
    private final URI metadata;

    /** Of this name, at this broker and with this core-metadata. */
    DeviceServiceProcess(String instance, int broker, URI metadata) {
        super("device-service");
        this.instance = instance;
        this.broker = broker;
        this.metadata = metadata;
    }

    @Override
    protected List<String> command(Path dir, int port) {
        Path application = Path.of(System.getProperty("hearth.script", "../hearth"))
                .toAbsolutePath()
                .resolveSibling("device-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.isReadable(application)) {
            throw new IllegalStateException(application + " is not built: mvn -pl device-service -am package");
        }
        return List.of(
                // As it is set in EdgeX.
                "env",
                "EDGEX_INSTANCE_NAME=" + instance,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dhearth.device.port=" + port,
                "-Dhearth.device.base-address=http://127.0.0.1:" + port,
                "-Dhearth.device.metadata-url=" + metadata,
                "-Dhearth.device.data-dir=" + dir,
                "-Dhearth.redis.required=false",
                "-Dhearth.keeper.enabled=false",
                "-Dhearth.bus.port=" + broker,
                "-jar",
                application.toString());
    }

    @Override
    protected Duration patience() {
        return LONG;
    }

    /** Waits until it says that it is ready. */
    DeviceServiceProcess whenReady() {
        await(instance + " is ready")
                .atMost(LONG)
                .until(() -> get("/q/health/ready").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(15))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
