package io.hearth.bench.footprint;

import io.hearth.bench.TakenDown;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The images: their size, and the containers of compose.yaml, in a project and at ports of their own. */
final class ContainerRun {
    private static final String COMPOSE = "docker/compose";
    private static final Pattern USED = Pattern.compile("([0-9.]+)([KMG]iB) / .*");
    private static final double MEBI = 1 << 20;
    /** The health check is a JVM too, for a moment: of several looks the one in the middle is without it. */
    private static final int LOOKS = 3;

    private final int rounds;
    private final Duration rest;
    private final Map<String, String> settings = new HashMap<>();
    private final Engine engine;
    private final Readiness readiness = new Readiness();

    /** Starts each container so often, and looks at its memory so long after it was ready. */
    ContainerRun(int rounds, Duration rest) {
        this.rounds = rounds;
        this.rest = rest;
        settings.put("COMPOSE_PROJECT_NAME", "hearth-footprint");
        settings.put("COMPOSE_FILE", "compose.yaml");
        settings.put("HEARTH_VERSION", System.getenv().getOrDefault("HEARTH_VERSION", "latest"));
        settings.put("HEARTH_BIND", "127.0.0.1");
        Stream.concat(Stream.of("MQTT_PORT", "CORE_KEEPER_PORT"), parts().map(Part::knob))
                .forEach(knob -> settings.put(knob, Integer.toString(RealProcess.freePort())));
        this.engine = new Engine(settings);
    }

    private static Stream<Part> parts() {
        return Stream.concat(Part.SERVICES.stream(), Stream.of(Part.BOX));
    }

    /** Measures, or says what is missing. */
    void run() throws IOException, InterruptedException {
        Optional<String> version = engine.tell("docker", "version", "--format", "{{.Server.Version}}");
        if (version.isEmpty()) {
            System.out.println("containers: no engine answers here, nothing was measured of the images");
            return;
        }
        List<Part> missing = new ArrayList<>();
        for (Part part : parts().toList()) {
            Optional<Double> size = size(image(part));
            size.ifPresentOrElse(
                    mebibytes -> System.out.printf(Locale.ROOT, "image %-32s %6.0f MiB%n", image(part), mebibytes),
                    () -> missing.add(part));
        }
        if (!missing.isEmpty()) {
            System.out.println("containers: nothing more was measured of the images, there is none of "
                    + String.join(", ", missing.stream().map(this::image).toList()) + ": ./hearth images builds them");
            return;
        }
        Map<Part, Figures> all = new LinkedHashMap<>(measured("services", Part.SERVICES));
        all.putAll(measured("box", List.of(Part.BOX)));
        Table.print("container", List.of("resident", "docker stats"), all);
    }

    private String image(Part part) {
        return "hearth/" + part.name() + ":" + settings.get("HEARTH_VERSION");
    }

    private Optional<Double> size(String image) throws InterruptedException {
        return engine.tell("docker", "image", "inspect", "--format", "{{.Size}}", image)
                .map(octets -> Double.parseDouble(octets) / MEBI);
    }

    private Map<Part, Figures> measured(String profile, List<Part> parts) throws IOException, InterruptedException {
        settings.put("COMPOSE_PROFILES", profile);
        Map<Part, Figures> figures = new LinkedHashMap<>();
        Map<Part, String> containers = new LinkedHashMap<>();
        try (TakenDown up = new TakenDown(this::down)) {
            engine.say(COMPOSE, "up", "-d", "--no-build");
            for (Part part : parts) {
                figures.put(part, new Figures());
                containers.put(part, engine.say(COMPOSE, "ps", "-q", part.name()));
                awaitReady(part);
            }
            for (int round = 0; round < rounds; round++) {
                for (Part part : parts) {
                    figures.get(part).ready(started(part, containers.get(part)));
                }
                TimeUnit.NANOSECONDS.sleep(rest.toNanos());
                for (Part part : parts) {
                    for (int look = 0; look < LOOKS; look++) {
                        figures.get(part).idle(memory(containers.get(part)));
                    }
                }
            }
        }
        return figures;
    }

    /** Also while they are being put up. */
    private void down() {
        engine.interrupt();
        try {
            engine.say(COMPOSE, "down", "-v", "--timeout", "10");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Part part) throws InterruptedException {
        readiness.await(part.name(), Integer.parseInt(settings.get(part.knob())), () -> true);
    }

    /** Stops and starts it; seconds from the start of its process, as the engine says it, until ready. */
    private double started(Part part, String container) throws IOException, InterruptedException {
        engine.say("docker", "stop", "--time", "10", container);
        engine.say("docker", "start", container);
        awaitReady(part);
        Instant ready = Instant.now();
        Instant started = Instant.parse(engine.say("docker", "inspect", "--format", "{{.State.StartedAt}}", container));
        return Duration.between(started, ready).toNanos() / 1e9;
    }

    private List<Double> memory(String container) throws IOException, InterruptedException {
        double resident = engine.say("docker", "top", container, "-eo", "pid,rss")
                .lines()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.strip().split("\\s+")[1]))
                .sum();
        return List.of(
                resident / 1024,
                used(engine.say("docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", container)));
    }

    private static double used(String said) {
        Matcher used = USED.matcher(said);
        if (!used.matches()) {
            throw new IllegalStateException("void: docker stats said " + said);
        }
        double number = Double.parseDouble(used.group(1));
        return switch (used.group(2)) {
            case "KiB" -> number / 1024;
            case "GiB" -> number * 1024;
            default -> number;
        };
    }
}
