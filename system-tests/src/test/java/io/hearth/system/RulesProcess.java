package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One rules-engine, as it is installed, in a process by itself: a replica, or alone. */
final class RulesProcess extends RealProcess {
    /** How long one that is not heard of stays in its place. */
    static final Duration LEASE = Duration.ofSeconds(3);

    /** Where {@link #LEASE} can be made another. */
    static final String LEASE_SETTING = "hearth.rules.replica.lease";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ASKED = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Optional<String> name;
    private final int broker;
    private final int redis;
    private final Map<String, String> settings = new TreeMap<>();

    /** A replica of this name. */
    RulesProcess(String name, int broker, int redis) {
        this(Optional.of(name), broker, redis);
    }

    private RulesProcess(Optional<String> name, int broker, int redis) {
        super("rules-engine");
        this.name = name;
        this.broker = broker;
        this.redis = redis;
        name.ifPresent(replica -> set(LEASE_SETTING, LEASE.toSeconds() + "s"));
    }

    /** One that has no replicas. */
    static RulesProcess alone(int broker, int redis) {
        return new RulesProcess(Optional.empty(), broker, redis);
    }

    String name() {
        return name.orElseThrow();
    }

    /** A setting from the next start on. */
    void set(String key, String value) {
        settings.put(key, value);
    }

    @Override
    protected List<String> command(Path dir, int port) {
        Path application = Path.of(System.getProperty("hearth.script", "../hearth"))
                .toAbsolutePath()
                .resolveSibling("rules-engine/target/quarkus-app/quarkus-run.jar");
        if (!Files.isReadable(application)) {
            throw new IllegalStateException(application + " is not built: mvn -pl rules-engine -am package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dhearth.rules.port=" + port,
                "-Dhearth.keeper.enabled=false",
                "-Dhearth.bus.port=" + broker,
                "-Dhearth.rules.actions.timeout=2s",
                "-Dquarkus.redis.hosts=redis://127.0.0.1:" + redis));
        name.ifPresent(replica -> command.addAll(List.of(
                "-Dhearth.bus.instance=" + replica,
                "-Dhearth.rules.replica.renew=500ms",
                "-Dhearth.rules.replica.look=50ms")));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", application.toString()));
        return command;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET());
    }

    HttpResponse<String> put(String path, String body) throws IOException {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What comes from now on, when it is over; its answer has begun when this returns. */
    CompletableFuture<String> stream(String path) throws IOException {
        HttpRequest endless = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .build();
        HttpResponse<InputStream> begun = send(endless, HttpResponse.BodyHandlers.ofInputStream());
        return CompletableFuture.supplyAsync(() -> {
            try (InputStream body = begun.body()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException brokenOff) {
                throw new UncheckedIOException(brokenOff);
            }
        });
    }

    /** The sum of a metric over its labels. */
    double figure(String name) throws IOException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    JsonNode json(String path) throws IOException {
        return JSON.readTree(get(path).body());
    }

    /** Whether it runs and is not stuck, as Kubernetes sees it. */
    boolean isLive() {
        try {
            return get("/q/health/live").statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Whether it evaluates, as a load balancer sees it. */
    boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Whether it is up and stands by, as a load balancer sees it. */
    boolean standsBy() {
        try {
            HttpResponse<String> ready = get("/q/health/ready");
            return ready.statusCode() == 503 && ready.body().contains("standing by");
        } catch (IOException notThere) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(ASKED);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
