package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas of the rules engine tell devices what one that nobody disturbs tells them, whatever happens to them. */
class RulesReplicasIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Longer than anybody waits here. */
    private static final Duration DOES_NOT_LAPSE = LONG.multipliedBy(5);

    private static final List<String> VALUES = List.of("19", "20.2", "20.6", "19.9");
    private static final List<String> MORE_VALUES =
            List.of("21", "20.2", "19", "18", "20.2", "20.6", "19.9", "20.5", "25", "17", "21", "18", "22");

    private static final RealBroker BROKER = new RealBroker();
    private static final RealRedis REDIS = new RealRedis();
    private static RulesProcess a;
    private static RulesProcess b;
    private static ActingOnce around;

    /** What happens to the one at work after a reading was sent. */
    @FunctionalInterface
    private interface Disturbance {
        void after(String device, int commandsSoFar) throws IOException;
    }

    @BeforeAll
    static void two_replicas() {
        BROKER.start();
        REDIS.start();
        around = new ActingOnce(BROKER.port());
        a = new RulesProcess("a", BROKER.port(), REDIS.port());
        b = new RulesProcess("b", BROKER.port(), REDIS.port());
        // One has all devices, and the other stands by.
        List.of(a, b).forEach(replica -> replica.set("hearth.rules.replica.shares", "1"));
        CompletableFuture<Void> starting = CompletableFuture.runAsync(a::start);
        b.start();
        starting.join();
    }

    @AfterAll
    static void down() {
        a.close();
        b.close();
        around.close();
        REDIS.close();
        BROKER.close();
    }

    /** Also after a test that has failed half-way. */
    @AfterEach
    void both_up_again() {
        around.answers();
        for (RulesProcess process : List.of(a, b)) {
            process.set(RulesProcess.LEASE_SETTING, RulesProcess.LEASE.toSeconds() + "s");
            process.resume();
            if (!process.isLive()) {
                killAndStart(process);
            }
        }
        await().atMost(LONG).until(() -> a.isReady() && b.standsBy() || b.isReady() && a.standsBy());
    }

    private static RulesProcess atWork() {
        await("one is at work").atMost(LONG).until(() -> a.isReady() || b.isReady());
        return a.isReady() ? a : b;
    }

    private static RulesProcess other(RulesProcess than) {
        return than == a ? b : a;
    }

    private static String rule(String device) {
        return """
                { "name": "cold-%1$s",
                  "when": { "device": "%1$s", "resource": "temperature", "below": 20.0, "clearAbove": 20.5 },
                  "then":      [ { "command": { "device": "%1$s", "command": "control", "values": { "mode": "on" } } } ],
                  "otherwise": [ { "command": { "device": "%1$s", "command": "control", "values": { "mode": "off" } } } ] }
                """.formatted(device);
    }

    private static void addRule(String device) throws IOException {
        HttpResponse<String> added = atWork().post("/api/v3/rule", rule(device));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    /** What a device is told by rules when nothing happens: how many commands after each reading. */
    private static List<List<String>> undisturbed(String device, List<String> values) throws IOException {
        addRule(device);
        List<List<String>> told = new ArrayList<>();
        for (String value : values) {
            double evaluated = evaluated(atWork());
            around.reads(device, "temperature", value);
            await().atMost(LONG).until(() -> evaluated(atWork()) > evaluated && nothingWaits());
            told.add(List.copyOf(around.acted(device)));
        }
        return told;
    }

    private static double evaluated(RulesProcess process) throws IOException {
        return process.figure("hearth_rules_evaluations_total");
    }

    private static boolean nothingWaits() throws IOException {
        return waiting(atWork()) == 0;
    }

    private static int waiting(RulesProcess process) throws IOException {
        return process.json("/api/v3/action/waiting").path("totalCount").asInt(-1);
    }

    /**
     * Sends the same readings with a disturbance after each, during which commands are carried out and not answered; the
     * device must be told the same.
     */
    private static void disturbed(String name, List<String> values, Disturbance disturbance) throws IOException {
        List<List<String>> expected = undisturbed(name + "-calm", values);
        String device = name + "-disturbed";
        addRule(device);
        for (int i = 0; i < values.size(); i++) {
            around.isSilent();
            around.reads(device, "temperature", values.get(i));
            disturbance.after(device, expected.get(i).size());
            around.answers();
            // A command that was not given when its rule changes its mind is not given any more: by design.
            isTold(device, expected.get(i).size());
        }
        await("all was done")
                .atMost(LONG)
                .until(() -> around.acted(device).size() >= expected.getLast().size() && nothingWaits());
        assertThat(around.acted(device)).containsExactlyElementsOf(expected.getLast());
    }

    /** What is in Redis when nobody writes any more: what became of actions is written beside those who do them. */
    private static String kept() {
        AtomicReference<String> last = new AtomicReference<>();
        await("it is quiet").atMost(LONG).pollInterval(Duration.ofMillis(500)).until(() -> {
            String now = RulesKept.digest(REDIS.port());
            return now.equals(last.getAndSet(now));
        });
        return last.get();
    }

    private static void killAndStart(RulesProcess process) {
        process.kill();
        process.start();
    }

    private static void isTold(String device, int commands) {
        await("commands to " + device)
                .atMost(LONG)
                .until(() -> around.acted(device).size() >= commands);
    }

    @Test
    void killed_after_every_reading_the_other_goes_on_and_the_device_is_told_the_same() throws IOException {
        disturbed("killed", VALUES, (device, commands) -> killAndStart(atWork()));
    }

    @Test
    @Tag("long")
    void killed_while_a_command_is_under_way_the_device_is_told_the_same() throws IOException {
        disturbed("killed-commanding", MORE_VALUES, (device, commands) -> {
            isTold(device, commands);
            killAndStart(atWork());
        });
    }

    @Test
    @Tag("long")
    void killed_at_random_moments_the_device_is_told_the_same() throws IOException {
        long seed = System.nanoTime();
        System.out.println("killed at random moments, seed " + seed);
        Random moments = new Random(seed);
        disturbed("killed-at-random", MORE_VALUES, (device, commands) -> {
            around.answers();
            RulesProcess process = atWork();
            await().pollDelay(Duration.ofMillis(moments.nextInt(60))).until(() -> true);
            killAndStart(process);
        });
    }

    @Test
    void one_that_stood_still_changes_nothing_when_it_goes_on_and_the_device_is_told_the_same() throws IOException {
        disturbed("stopped", VALUES, RulesReplicasIT::standStill);
    }

    @Test
    @Tag("long")
    void standing_still_while_a_command_is_under_way_the_device_is_told_the_same() throws IOException {
        disturbed("stopped-commanding", MORE_VALUES, (device, commands) -> {
            isTold(device, commands);
            standStill(device, commands);
        });
    }

    private static void standStill(String device, int commands) throws IOException {
        RulesProcess stopped = atWork();
        RulesProcess successor = other(stopped);
        CompletableFuture<String> listening = stopped.stream("/api/v3/rule/stream");
        stopped.pause();
        around.answers();
        await("the other takes over").atMost(LONG).until(successor::isReady);
        isTold(device, commands);
        await("nothing waits").atMost(LONG).until(() -> waiting(successor) == 0);
        String kept = kept();
        int asked = around.asked();

        stopped.resume();

        await("it stands by").atMost(LONG).until(stopped::standsBy);
        assertThat(listening).as("its live stream has ended").succeedsWithin(LONG);
        assertThat(successor.get("/q/health/ready").body()).startsWith("{\n    \"status\": \"UP\"");
        assertThat(RulesKept.digest(REDIS.port())).isEqualTo(kept);
        assertThat(around.asked()).isEqualTo(asked);
    }

    @Test
    void one_that_is_stopped_hands_over_at_once_with_all_rules_and_states() throws IOException {
        RulesProcess second = atWork();
        RulesProcess first = other(second);
        first.set(RulesProcess.LEASE_SETTING, DOES_NOT_LAPSE.toSeconds() + "s");
        killAndStart(first);
        second.kill();
        await("the one whose lease does not lapse is at work").atMost(LONG).until(first::isReady);
        second.start();
        await().atMost(LONG).until(second::standsBy);
        addRule("handed-over");
        around.reads("handed-over", "temperature", "19");
        await().atMost(LONG).until(() -> around.acted("handed-over").size() == 1);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::stop);
        await("the other takes over").atMost(LONG).until(second::isReady);
        around.reads("handed-over", "temperature", "21");

        await().atMost(LONG).until(() -> around.acted("handed-over").size() == 2);
        assertThat(around.acted("handed-over")).containsExactly("on", "off");
        JsonNode alarms = second.json("/api/v3/alarm/all?rule=cold-handed-over").path("alarms");
        assertThat(alarms).hasSize(1);
        assertThat(alarms.path(0).path("ended").asText()).isNotEmpty();
        assertThat(second.get("/api/v3/rule/name/cold-handed-over").statusCode())
                .isEqualTo(200);
        stopping.join();
    }

    @Test
    void one_that_stands_by_says_who_is_at_work_and_answers_and_changes_nothing() throws IOException {
        RulesProcess working = atWork();
        RulesProcess standby = other(working);
        await().atMost(LONG).until(standby::standsBy);
        String kept = kept();
        String who = "'" + working.name() + "' is at work";

        assertThat(standby.get("/q/health/ready").body()).contains("standing by: " + who);
        assertThat(standby.get("/q/health/live").statusCode()).isEqualTo(200);
        for (String path : List.of(
                "/api/v3/rule/all",
                "/api/v3/rule/figures/all",
                "/api/v3/rule/stream",
                "/api/v3/action/waiting",
                "/api/v3/alarm/all",
                "/api/v3/alarm/stream",
                "/api/v3/silence/all")) {
            HttpResponse<String> answer = standby.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.body()).as(path).contains(who);
            assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
        }
        for (String path :
                List.of("/api/v3/rule", "/api/v3/rule/validate", "/api/v3/rule/try", "/api/v3/rule/backtest")) {
            HttpResponse<String> refused = standby.post(path, rule("nobody"));
            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.body()).as(path).contains(who);
        }
        assertThat(RulesKept.digest(REDIS.port())).isEqualTo(kept);
        assertThat(standby.get("/api/v3/ping").statusCode()).isEqualTo(200);
        assertThat(standby.figure("hearth_rules_at_work")).isZero();
        assertThat(working.figure("hearth_rules_at_work")).isEqualTo(1);
        assertThat(working.figure("hearth_rules_epoch")).isPositive();
        assertThat(working.figure("hearth_rules_takeovers_total")).isPositive();
    }
}
