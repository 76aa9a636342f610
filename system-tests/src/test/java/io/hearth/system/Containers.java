package io.hearth.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The containers of a compose project, from outside: killed, stopped, cut off and looked at with docker's own command line. */
final class Containers {
    /** Names the project; what needs containers is not run without it. */
    static final String PROJECT = "hearth.test.compose";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(2);
    private final String project;
    /** Service to what it is called in the network that it was cut off from. */
    private final Map<String, List<String>> cutOff = new TreeMap<>();

    Containers(String project) {
        this.project = project;
    }

    /** Those that the setting names. */
    static Containers underTest() {
        return new Containers(System.getProperty(PROJECT));
    }

    String project() {
        return project;
    }

    /** {@code docker/compose}, for this project; it must succeed. */
    void compose(String... words) {
        Command.Outcome outcome = script("compose", words);
        if (!outcome.succeeded()) {
            throw new AssertionError("docker/compose " + List.of(words) + ": " + outcome.output());
        }
    }

    /** {@code docker/backup}, for this project. */
    Command.Outcome backup(String... words) {
        return script("backup", words);
    }

    private Command.Outcome script(String name, String... words) {
        Path script = Path.of(System.getProperty("hearth.script", "../hearth")).resolveSibling("docker/" + name);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        return Command.run(LONG, Map.of("COMPOSE_PROJECT_NAME", project), command);
    }

    /** What compose calls those that run. */
    List<String> services() {
        return docker(
                        "ps",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--filter",
                        "label=com.docker.compose.oneoff=False",
                        "--format",
                        "{{.Label \"com.docker.compose.service\"}}")
                .lines()
                .sorted()
                .toList();
    }

    /** All that docker knows of a service's container. */
    JsonNode inspect(String service) {
        return json(docker("inspect", id(service))).path(0);
    }

    /** When the containers were last started; the same as before means that none has died. */
    Map<String, String> startedAt() {
        Map<String, String> started = new TreeMap<>();
        services()
                .forEach(service -> started.put(
                        service,
                        inspect(service).path("State").path("StartedAt").asText()));
        return started;
    }

    /** SIGKILL, but not as docker sends it: so that it is the restart policy that brings the container back. */
    void kill(String service) {
        JsonNode before = inspect(service).path("State");
        inside("--pid", "host", "kill -9 " + before.path("Pid").asInt());
        await(service + " is started again by docker").atMost(LONG).until(() -> {
            JsonNode now = inspect(service).path("State");
            return now.path("Running").asBoolean() && !now.path("StartedAt").equals(before.path("StartedAt"));
        });
    }

    /** SIGTERM, and how long it took to end; it is given three times as long as it may take. */
    Duration stop(String service) {
        long began = System.nanoTime();
        docker("stop", "--time", "30", id(service));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void start(String service) {
        docker("start", id(service));
    }

    /** From its network, with its published ports. */
    void cut(String service) {
        List<String> names = new ArrayList<>();
        inspect(service)
                .path("NetworkSettings")
                .path("Networks")
                .path(network())
                .path("Aliases")
                .forEach(name -> names.add(name.asText()));
        docker("network", "disconnect", network(), id(service));
        cutOff.put(service, names);
    }

    /** To its network again, under its names. */
    void join(String service) {
        List<String> words = new ArrayList<>(List.of("network", "connect"));
        cutOff.remove(service).forEach(name -> words.addAll(List.of("--alias", name)));
        words.addAll(List.of(network(), id(service)));
        docker(words.toArray(String[]::new));
    }

    /** How many octets each file of a container's log has. */
    List<Long> logFiles(String service) {
        Path folder = Path.of(inspect(service).path("LogPath").asText()).getParent();
        return inside("--volume", folder + ":/log:ro", "for f in /log/*-json.log*; do wc -c <$f; done")
                .lines()
                .map(line -> Long.parseLong(line.strip()))
                .toList();
    }

    /** What it uses now, of what it may: 120MiB / 384MiB. */
    String memory(String service) {
        return docker("stats", "--no-stream", "--format", "{{.MemUsage}}", id(service))
                .strip();
    }

    /** What the containers have said last, for a failure. */
    String log() {
        StringBuilder text = new StringBuilder();
        services().forEach(service -> text.append("--- ")
                .append(service)
                .append('\n')
                .append(docker("logs", "--timestamps", "--tail", "40", id(service))));
        return text.toString();
    }

    private String network() {
        return project + "_default";
    }

    private String id(String service) {
        String ids = docker(
                "ps",
                "--all",
                "--quiet",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--filter",
                "label=com.docker.compose.oneoff=False",
                "--filter",
                "label=com.docker.compose.service=" + service);
        if (ids.isBlank()) {
            throw new AssertionError("the project " + project + " has no container of " + service);
        }
        return ids.strip();
    }

    /** Done by a shell as root in a container that has what is said beside; its image is the store's, which is there. */
    private String inside(String option, String value, String script) {
        String image = inspect("redis").path("Config").path("Image").asText();
        return docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--user",
                "0:0",
                option,
                value,
                "--entrypoint",
                "/bin/sh",
                image,
                "-c",
                script);
    }

    private static String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Command.Outcome outcome = Command.run(LONG, Map.of(), command);
        if (!outcome.succeeded()) {
            throw new AssertionError(command + ": " + outcome.output());
        }
        return outcome.output();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }
}
