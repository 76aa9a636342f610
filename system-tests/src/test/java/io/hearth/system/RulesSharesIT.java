package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replicas of the rules engine share the devices, and take over from one that goes: nothing is done twice, nothing is missing. */
class RulesSharesIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SHARES = 4;
    private static final int PARTITIONS = 64;
    private static final int DEVICES = 24;
    private static final Duration PACE = Duration.ofMillis(20);
    /** No rule fires more often than it may in a minute. */
    private static final Duration WAVE = Duration.ofMillis(300);

    private static final RealBroker BROKER = new RealBroker();
    private static final RealRedis REDIS = new RealRedis();
    private static RulesProcess a;
    private static RulesProcess b;
    private static RulesProcess c;
    private static ActingOnce around;

    /** What happens to a replica while readings come. */
    @FunctionalInterface
    private interface Disturbance {
        void happens() throws IOException;
    }

    @BeforeAll
    static void two_replicas() {
        BROKER.start();
        REDIS.start();
        around = new ActingOnce(BROKER.port());
        a = replica("a");
        b = replica("b");
        c = replica("c");
        CompletableFuture<Void> starting = CompletableFuture.runAsync(a::start);
        b.start();
        starting.join();
        evenlyShared(a, b);
    }

    private static RulesProcess replica(String name) {
        RulesProcess replica = new RulesProcess(name, BROKER.port(), REDIS.port());
        replica.set("hearth.rules.replica.shares", Integer.toString(SHARES));
        return replica;
    }

    @AfterAll
    static void down() {
        a.close();
        b.close();
        c.close();
        around.close();
        REDIS.close();
        BROKER.close();
    }

    /** Also after a test that has failed half-way. */
    @AfterEach
    void both_up_again() {
        around.answers();
        for (RulesProcess process : List.of(a, b)) {
            process.resume();
            if (!process.isLive()) {
                process.kill();
                process.start();
            }
        }
        evenlyShared(a, b);
    }

    /** Each of these has as many shares as the others, and all of them have all. */
    private static void evenlyShared(RulesProcess... processes) {
        await("shares of " + processes.length).atMost(LONG).until(() -> {
            List<Double> shares = new ArrayList<>();
            for (RulesProcess process : processes) {
                if (!process.isReady()) {
                    return false;
                }
                shares.add(process.figure("hearth_rules_at_work"));
            }
            double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
            return sum == SHARES && shares.stream().allMatch(share -> share >= SHARES / processes.length);
        });
    }

    private static int share(String device) {
        CRC32 crc = new CRC32();
        crc.update(device.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return (int) (crc.getValue() % PARTITIONS) % SHARES;
    }

    private static List<String> devices(String name) {
        return IntStream.range(0, DEVICES).mapToObj(i -> name + "-" + i).toList();
    }

    /** A device of another share than this one. */
    private static String elsewhere(String device) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> device + "-other-" + i)
                .filter(other -> share(other) != share(device))
                .findFirst()
                .orElseThrow();
    }

    private static String rule(String device) {
        return """
                { "name": "cold-%1$s", "labels": ["%2$s"],
                  "when": { "device": "%1$s", "resource": "temperature", "below": 20.0, "clearAbove": 20.5 },
                  "then":      [ { "command": { "device": "%1$s-heater", "command": "control", "values": { "mode": "on" } } } ],
                  "otherwise": [ { "command": { "device": "%1$s-heater", "command": "control", "values": { "mode": "off" } } } ] }
                """.formatted(device, device.substring(0, device.indexOf('-')));
    }

    private static void add(RulesProcess at, String rules, int status) throws IOException {
        HttpResponse<String> added = at.post("/api/v3/rule", rules);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(status);
    }

    private static List<String> withRules(String name) throws IOException {
        List<String> devices = devices(name);
        add(a, devices.stream().map(RulesSharesIT::rule).collect(Collectors.joining(",", "[", "]")), 207);
        return devices;
    }

    /** All devices read this, one after the other; in the midst of it something happens. */
    private static void read(List<String> devices, String value, Disturbance disturbance) throws IOException {
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> devices.forEach(device -> {
            await().pollDelay(PACE).until(() -> true);
            around.reads(device, "temperature", value);
        }));
        await("some were told").atMost(LONG).until(() -> devices.stream().anyMatch(RulesSharesIT::isTold));
        disturbance.happens();
        reading.join();
    }

    /** Not the device itself: a rule that goes on what it has done itself is kept from going round. */
    private static List<String> told(String device) {
        return around.acted(device + "-heater");
    }

    private static boolean isTold(String device) {
        return !told(device).isEmpty();
    }

    private static void areTold(List<String> devices, List<String> commands) {
        await(commands + " to all").atMost(LONG).until(() -> devices.stream()
                .allMatch(device -> told(device).size() >= commands.size()));
        assertThat(devices)
                .allSatisfy(device -> assertThat(told(device)).as(device).containsExactlyElementsOf(commands));
    }

    private static List<RulesProcess> both() {
        return List.of(a, b);
    }

    @Test
    void both_evaluate_and_each_device_is_evaluated_by_one() throws IOException {
        List<String> devices = withRules("shared");
        double before = evaluated(a) + evaluated(b);
        double beforeA = evaluated(a);

        for (String device : devices) {
            around.reads(device, "temperature", "19");
        }
        areTold(devices, List.of("on"));

        await().atMost(LONG).until(() -> evaluated(a) + evaluated(b) >= before + DEVICES);
        assertThat(evaluated(a) + evaluated(b)).isEqualTo(before + DEVICES);
        assertThat(evaluated(a) - beforeA).isBetween(1.0, DEVICES - 1.0);
        assertThat(a.figure("hearth_rules_elsewhere_total")).isPositive();
    }

    private static double evaluated(RulesProcess process) throws IOException {
        return process.figure("hearth_rules_evaluations_total");
    }

    @Test
    void killed_in_a_stream_of_readings_the_other_takes_over_and_each_device_is_told_once() throws IOException {
        List<String> devices = withRules("killed");

        around.isSilent();
        read(devices, "19", b::kill);
        areTold(devices, List.of("on"));
        around.answers();
        b.start();
        evenlyShared(a, b);
        read(devices, "21", () -> {});

        areTold(devices, List.of("on", "off"));
    }

    @Test
    void one_that_stood_still_while_another_took_over_tells_nobody_anything_when_it_goes_on() throws IOException {
        List<String> devices = withRules("paused");

        inWaves(devices, () -> {
            b.pause();
            await("the other takes over").atMost(LONG).until(() -> a.figure("hearth_rules_at_work") == SHARES);
            b.resume();
            evenlyShared(a, b);
        });
    }

    @Test
    void one_that_comes_gets_its_part_and_one_that_is_stopped_leaves_it_while_readings_come() throws IOException {
        List<String> devices = withRules("joined");

        inWaves(devices, () -> {
            c.start();
            evenlyShared(a, b, c);
            assertThat(c.figure("hearth_rules_at_work")).isPositive();
            c.stop();
            evenlyShared(a, b);
        });
    }

    /** Until all that is to happen has happened, all devices are cold and warm in turn; each is told so once each time. */
    private static void inWaves(List<String> devices, Disturbance disturbance) {
        List<String> commands = new ArrayList<>();
        CompletableFuture<Void> happening = CompletableFuture.runAsync(() -> {
            try {
                disturbance.happens();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        boolean last;
        do {
            last = happening.isDone();
            await().pollDelay(WAVE).until(() -> true);
            boolean cold = commands.size() % 2 == 0;
            devices.forEach(device -> around.reads(device, "temperature", cold ? "19" : "21"));
            commands.add(cold ? "on" : "off");
            areTold(devices, commands);
        } while (!last);
        happening.join();
        assertThat(commands).as("while it happened, and when it was over").hasSizeGreaterThan(1);
        areTold(devices, commands);
    }

    @Test
    void what_is_known_and_what_is_done_to_alarms_is_the_same_at_all() throws IOException {
        List<String> devices = withRules("asked");
        for (String device : devices) {
            around.reads(device, "temperature", "19");
        }
        areTold(devices, List.of("on"));

        for (RulesProcess process : both()) {
            await().atMost(LONG).untilAsserted(() -> {
                JsonNode alarms = process.json("/api/v3/alarm/all?labels=asked&limit=5&offset=1");
                assertThat(alarms.path("totalCount").asInt()).isEqualTo(DEVICES);
                assertThat(alarms.path("alarms")).hasSize(5);
                assertThat(process.json("/api/v3/rule/all?labels=asked")
                                .path("totalCount")
                                .asInt())
                        .isEqualTo(DEVICES);
                JsonNode figures = process.json("/api/v3/rule/figures/all?labels=asked&limit=-1")
                        .path("figures");
                assertThat(figures).hasSize(DEVICES).allSatisfy(one -> {
                    assertThat(one.path("firings").asInt()).isEqualTo(1);
                    assertThat(one.path("states").path("ACTIVE").asInt()).isEqualTo(1);
                    assertThat(one.path("actions").path("done").asInt()).isEqualTo(1);
                });
            });
            for (String device : devices) {
                String path = "/api/v3/rule/name/cold-" + device;
                assertThat(process.json(path)
                                .path("devices")
                                .path(0)
                                .path("state")
                                .asText())
                        .isEqualTo("ACTIVE");
                assertThat(process.json(path + "/why").path("state").asText())
                        .as(device)
                        .isEqualTo("ACTIVE");
                JsonNode alarm = process.json("/api/v3/alarm/device/name/" + device)
                        .path("alarms")
                        .path(0);
                HttpResponse<String> done = process.put(
                        "/api/v3/alarm/id/" + alarm.path("id").asText() + "/comment",
                        "{\"comment\":\"seen at " + process.name() + "\"}");
                assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            }
            assertThat(process.get("/api/v3/rule/name/nobody").statusCode()).isEqualTo(404);
            assertThat(process.get("/api/v3/alarm/all?limit=none").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void a_rule_that_is_changed_at_one_is_changed_at_all_when_that_is_answered() throws IOException {
        List<String> devices = devices("changed");
        for (int i = 0; i < DEVICES; i++) {
            add(both().get(i % 2), rule(devices.get(i)), 201);
            around.reads(devices.get(i), "temperature", "19");
        }
        areTold(devices, List.of("on"));

        assertThat(a.post("/api/v3/rule", rule(devices.getFirst())).statusCode())
                .isEqualTo(409);
        assertThat(b.post("/api/v3/rule", rule(devices.getFirst())).statusCode())
                .isEqualTo(409);
        assertThat(b.put("/api/v3/rule/label/changed/disable", "").statusCode()).isEqualTo(207);
        for (String device : devices) {
            around.reads(device, "temperature", "21");
        }
        List<String> others = withRules("after");
        others.forEach(device -> around.reads(device, "temperature", "19"));
        areTold(others, List.of("on"));
        areTold(devices, List.of("on"));
    }

    @Test
    void a_rule_hears_of_a_device_that_another_looks_after_and_its_value_outlives_the_one_who_heard_it()
            throws IOException {
        List<String> devices = devices("pair");
        List<String> rules = new ArrayList<>();
        for (String device : devices) {
            rules.add("""
                    { "name": "pair-%1$s",
                      "when": { "all": [ { "device": "%1$s", "resource": "temperature", "below": 20.0 },
                                         { "device": "%2$s", "resource": "humidity", "above": 50 } ] },
                      "then": [ { "command": { "device": "%1$s-heater", "command": "control", "values": { "mode": "on" } } } ] }
                    """.formatted(device, elsewhere(device)));
        }
        add(a, "[" + String.join(",", rules) + "]", 207);
        devices.forEach(device -> around.reads(elsewhere(device), "humidity", "60"));
        List<String> marks = withRules("marked");
        marks.forEach(device -> around.reads(device, "temperature", "19"));
        areTold(marks, List.of("on"));

        b.kill();
        devices.forEach(device -> around.reads(device, "temperature", "19"));

        areTold(devices, List.of("on"));
    }

    @Test
    void a_live_stream_tells_what_happens_at_all() throws IOException {
        List<String> devices = withRules("told");
        CompletableFuture<String> listening = a.stream("/api/v3/rule/stream?label=told");
        devices.forEach(device -> around.reads(device, "temperature", "19"));
        areTold(devices, List.of("on"));

        a.stop();

        assertThat(listening).succeedsWithin(LONG);
        assertThat(devices).allSatisfy(device -> assertThat(listening.join())
                .containsOnlyOnce("\"rule\":\"cold-" + device + "\""));
    }
}
