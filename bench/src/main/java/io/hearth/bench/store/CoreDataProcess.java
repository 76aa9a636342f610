package io.hearth.bench.store;

import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** core-data as it is installed, a process by itself, with the flags of its container. */
final class CoreDataProcess extends RealProcess {
    private static final Path APPLICATION = Path.of("core-data", "target", "quarkus-app", "quarkus-run.jar");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int broker;
    private final int redis;
    private final List<String> settings;

    /** A process that uses this broker and this Redis, with further settings {@code name=value}. */
    CoreDataProcess(int broker, int redis, List<String> settings) {
        super("core-data");
        this.broker = broker;
        this.redis = redis;
        this.settings = settings;
    }

    @Override
    protected List<String> command(Path dir, int port) {
        if (!Files.isReadable(APPLICATION)) {
            throw new IllegalStateException(APPLICATION + " is not built: run it as ./hearth bench store");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "-Dhearth.data.port=" + port,
                "-Dhearth.bus.port=" + broker,
                "-Dquarkus.redis.hosts=redis://127.0.0.1:" + redis));
        settings.forEach(setting -> command.add("-D" + setting));
        command.add("-jar");
        command.add(APPLICATION.toAbsolutePath().toString());
        return command;
    }

    /** Starts it and waits until it takes events. */
    CoreDataProcess ready() {
        start();
        Awaitility.await("core-data is ready")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/q/health/ready").statusCode() == 200);
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A counter of the process, 0 when it has not counted yet; the name may have the beginning of its labels. */
    long counter(String name) {
        try {
            return get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ")
                            || line.startsWith(name + "{")
                            || name.contains("{") && line.startsWith(name))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException gone) {
            throw new IllegalStateException("core-data does not answer", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
