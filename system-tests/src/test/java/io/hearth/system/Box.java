package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A box under test: started, asked and killed from outside, with {@code ./hearth}, HTTP and MQTT only. It has its own data
 * folder and its own ports, so it does not touch a box that somebody runs on this machine.
 */
final class Box implements AutoCloseable {
    /** Which broker and Redis the box is run with. */
    enum Parts {
        EMBEDDED,
        EXTERNAL;

        static Parts underTest() {
            return valueOf(System.getProperty("hearth.test.parts", "embedded").toUpperCase());
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(4);

    private final String script = System.getProperty("hearth.script", "../hearth");
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Parts parts;
    private final int offset;
    private final Path data;
    private final Optional<RealBroker> broker;
    private final Optional<RealRedis> redis;
    private final Map<String, String> environment = new HashMap<>();

    Box(Parts parts) {
        this.parts = parts;
        // Above the ports that the kernel gives to outgoing connections, below 65,536; EdgeX's ports lie within 263 of
        // each other.
        this.offset = 1_300 + (int) (ProcessHandle.current().pid() % 14) * 300;
        try {
            this.data = Files.createTempDirectory("hearth-box");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean external = parts == Parts.EXTERNAL;
        this.broker = external ? Optional.of(new RealBroker()) : Optional.empty();
        this.redis = external ? Optional.of(new RealRedis()) : Optional.empty();
        broker.ifPresent(RealBroker::start);
        redis.ifPresent(RealRedis::start);
        environment.put("HEARTH_DATA", data.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    static Box withPartsUnderTest() {
        return new Box(Parts.underTest());
    }

    Parts parts() {
        return parts;
    }

    Path data() {
        return data;
    }

    Map<String, String> environment() {
        return environment;
    }

    Command.Outcome hearth(String... words) {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of(words));
        return Command.run(START, environment, command);
    }

    /** {@code ./hearth up} with this box's ports and parts. */
    Command.Outcome tryUp(String... more) {
        List<String> words = new ArrayList<>(List.of("up", "--port-offset", Integer.toString(offset)));
        broker.ifPresent(b -> words.addAll(List.of("--mqtt", "127.0.0.1:" + b.port())));
        redis.ifPresent(r -> words.addAll(List.of("--redis", "127.0.0.1:" + r.port())));
        words.addAll(List.of(more));
        return hearth(words.toArray(String[]::new));
    }

    Box up() {
        Command.Outcome outcome = tryUp();
        if (!outcome.succeeded()) {
            throw new AssertionError("hearth up failed:\n" + outcome.output() + "\n" + log());
        }
        return this;
    }

    Command.Outcome down() {
        return hearth("down");
    }

    /** The box's own process. */
    ProcessHandle process() {
        try {
            long pid =
                    Long.parseLong(Files.readString(data.resolve("run/box.pid")).trim());
            return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("no process " + pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, from outside. */
    void kill() {
        if (Files.exists(data.resolve("run/box.pid"))) {
            try {
                long pid = Long.parseLong(
                        Files.readString(data.resolve("run/box.pid")).trim());
                Command.run(Duration.ofSeconds(5), "kill", "-9", Long.toString(pid));
                ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            } catch (IOException | NumberFormatException gone) {
                // it went by itself
            }
        }
    }

    /** By the name that the kernel has: Debian's redis-server is a link to a program of another name. */
    static boolean isRedisServer(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                    .startsWith("redis-server");
        } catch (IOException gone) {
            return false;
        }
    }

    RealRedis redis() {
        return redis.orElseThrow();
    }

    int mqttPort() {
        return broker.map(RealBroker::port).orElse(1883 + offset);
    }

    int redisPort() {
        return redis.map(RealRedis::port).orElse(6379 + offset);
    }

    /** The URL of a path at one of EdgeX's ports, e.g. {@code 59880}, or at 4000, moved by this box's offset. */
    URI url(int door, String path) {
        return URI.create("http://127.0.0.1:" + (door + offset) + path);
    }

    HttpResponse<String> get(int door, String path) {
        return send(HttpRequest.newBuilder(url(door, path)).GET());
    }

    JsonNode getJson(int door, String path) {
        return json(get(door, path));
    }

    HttpResponse<String> put(int door, String path, String body) {
        return send(HttpRequest.newBuilder(url(door, path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> patch(int door, String path, String body) {
        return send(HttpRequest.newBuilder(url(door, path))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(int door, String path, String body) {
        return send(HttpRequest.newBuilder(url(door, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + response.body(), e);
        }
    }

    void publish(String topic, String message) {
        Command.Outcome sent = Command.run(
                Duration.ofSeconds(10),
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(mqttPort()),
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                message);
        if (!sent.succeeded()) {
            throw new AssertionError("mosquitto_pub: " + sent.output());
        }
    }

    /** The first message on a topic, retained ones too, as mosquitto_sub prints it. */
    String firstMessage(String topic, Duration atMost) {
        Command.Outcome received = Command.run(
                atMost, "mosquitto_sub", "-h", "127.0.0.1", "-p", Integer.toString(mqttPort()), "-t", topic, "-C", "1");
        return received.output().strip();
    }

    /** Loads the smart home's profiles, devices and rules, without the simulated house. */
    Box withSmartHome() {
        Command.Outcome loaded = hearth("demo", "smart-home", "--load-only");
        if (!loaded.succeeded()) {
            throw new AssertionError("the smart home cannot be loaded:\n" + loaded.output() + log());
        }
        return this;
    }

    String log() {
        try (Stream<Path> files = Files.walk(data.resolve("logs"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                text.append("--- ").append(file.getFileName()).append('\n');
                int last = Math.max(0, lines.size() - 60);
                // How it came to the devices' broker explains what was delivered twice, however long ago it was.
                lines.subList(0, last).stream()
                        .filter(line -> line.contains("the devices' broker"))
                        .forEach(line -> text.append(line).append('\n'));
                lines.subList(last, lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
            return text.toString();
        } catch (IOException none) {
            return "no log";
        }
    }

    @Override
    public void close() {
        down();
        kill();
        broker.ifPresent(RealBroker::close);
        redis.ifPresent(RealRedis::close);
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftover) {
            // a leftover of a test in the temporary folder
        }
    }
}
