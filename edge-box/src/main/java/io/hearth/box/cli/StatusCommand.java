package io.hearth.box.cli;

import io.hearth.box.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearth status}: a line for each part, up or why not, then the numbers. */
@Command(
        name = "status",
        description = "Tells of the box, or of separate services, what is up and what they have done.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final Set<String> ALWAYS = Stream.concat(
                    Arrays.stream(Service.values()).map(Service::key), Stream.of("broker", "redis"))
            .collect(Collectors.toSet());

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "where Hearth runs (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "4000", description = "the box's front door (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            description = "added to the services' ports (default: ${DEFAULT-VALUE})")
    private int offset;

    @Option(
            names = "--services",
            description =
                    "ask each service at its own port, as they run in containers; without it only if no box answers")
    private boolean services;

    private final Map<String, Health.Check> parts = new LinkedHashMap<>();
    private final List<String> metrics = new ArrayList<>();

    @Override
    public Integer call() {
        boolean box = !services && askedBox();
        int answered = 0;
        for (Service service : Service.values()) {
            answered += asked(service, box) ? 1 : 0;
        }
        if (!box && answered == 0) {
            System.out.printf("nothing is up at %s: start the box with ./hearth up%n", host);
            return 1;
        }
        System.out.println(box ? "the box at http://" + host + ":" + port : "separate services at " + host);
        parts.forEach((name, part) -> print(name, part, ALWAYS.contains(name)));
        numbers(Metrics.of(metrics));
        return parts.values().stream().allMatch(Health.Check::up) ? 0 : 1;
    }

    private boolean askedBox() {
        String box = "http://" + host + ":" + port;
        return switch (Answers.get(box + "/q/health")) {
            case Answers.Silent silent -> false;
            case Answers.Said(int status, String body) -> {
                keep(Health.of(body));
                keepMetrics(box);
                yield true;
            }
        };
    }

    private boolean asked(Service service, boolean box) {
        String at = "http://" + host + ":" + (service.port() + offset);
        return switch (Answers.get(at + "/api/v3/ping")) {
            case Answers.Silent(String why) -> {
                parts.put(service.key(), new Health.Check(service.key(), false, at + ": " + why));
                yield false;
            }
            case Answers.Said(int status, String body) -> {
                boolean up = status == 200;
                parts.put(service.key(), new Health.Check(service.key(), up, up ? at : at + " answers " + status));
                if (!box) {
                    if (Answers.get(at + "/q/health") instanceof Answers.Said(int ignored, String health)) {
                        keep(Health.of(health));
                    }
                    keepMetrics(at);
                }
                yield true;
            }
        };
    }

    /** A part that one service misses counts as missing. */
    private void keep(Health health) {
        for (Health.Check check : health.checks()) {
            parts.merge(check.name().equals("bus") ? "broker" : check.name(), check, (a, b) -> a.up() ? b : a);
        }
    }

    private void keepMetrics(String at) {
        if (Answers.get(at + "/q/metrics") instanceof Answers.Said(int status, String body) && status == 200) {
            metrics.add(body);
        }
    }

    /** Checks of the services' own are shown when they have something to say. */
    private static void print(String name, Health.Check part, boolean always) {
        if (always || !part.up()) {
            System.out.printf("  %-16s %-5s %s%n", name, part.up() ? "up" : "DOWN", part.why());
        }
    }

    private static void numbers(Metrics all) {
        number("messages in", all.sum("hearth_messages_received_total", Service.DEVICE_MQTT.key()));
        number("events stored", all.sum("hearth_events_stored_total"));
        number("dead-lettered", all.sum("hearth_dead_letters_total"));
        number("rules active", all.sum("hearth_rules_active"));
    }

    private static void number(String name, OptionalDouble value) {
        String text = value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : "-";
        System.out.printf("  %-16s %s%n", name, text);
    }
}
