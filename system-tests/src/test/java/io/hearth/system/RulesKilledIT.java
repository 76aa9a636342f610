package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A rules engine that is killed (-9) and started again tells devices what one tells them that is left alone: the same, nothing
 * twice and nothing missing, at whichever step of a sequence the kill catches it.
 */
class RulesKilledIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final RealBroker BROKER = new RealBroker();
    private static final RealRedis REDIS = new RealRedis();
    private static RulesProcess engine;
    private static ActingOnce around;

    /** Where in a step the kill catches the engine. */
    enum Caught {
        /** What was to become of it is seen, and if it was a command, answered. */
        DONE,
        /** The command was carried out, and nobody has answered it. */
        UNANSWERED,
        /** The broker has the reading. */
        SENT
    }

    /** A device whose engine is killed after so many of its steps. */
    private record Victim(SequencedDevice device, int step, Caught caught) {
        /** What takes time, so that all come to their step at one time. */
        void prepare() {
            int first = device.beforeHaste(step);
            if (first == step) {
                comeTo();
            } else {
                device.goTo(first);
            }
        }

        void comeTo() {
            device.goTo(step - 1);
            if (caught == Caught.UNANSWERED) {
                around.isSilentTo(device.name());
            }
            if (caught != Caught.SENT) {
                device.goTo(step);
                assertThat(around.acted(device.name())).as("%s", device).isEqualTo(device.expectedSoFar());
            }
        }
    }

    /** All that a rule can be doing; least times, cool-downs and silence last so many seconds. */
    private static List<RuleSequence> sequences(int seconds) {
        String limit = "\"resource\": \"temperature\", \"below\": 20, \"clearAbove\": 20.5";
        String window =
                "\"resource\": \"temperature\", \"below\": 20, \"window\": { \"function\": \"avg\", \"readings\": 2 }";
        return List.of(
                RuleSequence.of(
                        "boiler",
                        limit + ", \"onDelay\": \"2s\", \"offDelay\": \"2s\"",
                        "",
                        "21>N 19>P >A+ 20.2>A 21>C >N-"),
                RuleSequence.of("hold-broken", limit + ", \"onDelay\": \"60s\"", "", "21>N 19>P 21>N"),
                RuleSequence.of("cold-again", limit + ", \"offDelay\": \"60s\"", "", "19>A+ 21>C 19>A"),
                RuleSequence.of(
                        "cool-down", limit, "\"coolDown\": \"" + seconds + "s\"", "19>A+ 21>N- 19>A~ | >A+ 21>N-"),
                RuleSequence.of("min-on", limit, "\"minOn\": \"" + seconds + "s\"", "19>A+ 21>C | >N-"),
                RuleSequence.of("min-off", limit, "\"minOff\": \"" + seconds + "s\"", "19>A+ 21>N- 19>P | >A+ 21>N-"),
                RuleSequence.of("absent", "\"absent\": \"" + seconds + "s\"", "", "21>N | >A+"),
                RuleSequence.of("window", window, "", "21>U 18>A+ 26>N-"));
    }

    @BeforeAll
    static void a_rules_engine() {
        BROKER.start();
        REDIS.start();
        around = new ActingOnce(BROKER.port());
        engine = RulesProcess.alone(BROKER.port(), REDIS.port());
        engine.set("hearth.rules.evaluation.grace", "1s");
        engine.start();
        await().atMost(LONG).until(engine::isReady);
    }

    @AfterAll
    static void down() {
        engine.close();
        around.close();
        REDIS.close();
        BROKER.close();
    }

    private static SequencedDevice device(String name, RuleSequence sequence) {
        return new SequencedDevice(name, sequence, engine, around);
    }

    /** Rules are added as one, as they are put into a box that is set up. */
    private static void add(List<SequencedDevice> devices) throws IOException {
        List<String> rules = devices.stream().map(SequencedDevice::rule).toList();
        HttpResponse<String> added = engine.post("/api/v3/rule", rules.toString());
        assertThat(added.statusCode()).as(added.body()).isEqualTo(207);
        assertThat(added.body().split("\"statusCode\":201", -1)).hasSize(devices.size() + 1);
    }

    private static <T> void atOnce(Collection<T> all, Consumer<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> works = new ArrayList<>();
            all.forEach(each -> works.add(threads.submit(() -> work.accept(each))));
            for (Future<?> each : works) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static List<Victim> victims(List<RuleSequence> sequences) {
        List<Victim> all = new ArrayList<>();
        for (RuleSequence sequence : sequences) {
            for (int step = 1; step <= sequence.killed(); step++) {
                for (Caught caught : Caught.values()) {
                    RuleSequence.Step at = sequence.steps().get(step - 1);
                    boolean possible =
                            switch (caught) {
                                case DONE -> true;
                                case UNANSWERED -> at.told().isPresent();
                                case SENT -> !at.isTime();
                            };
                    if (possible) {
                        String name = sequence.name() + "-" + step + "-" + caught;
                        all.add(new Victim(device(name, sequence), step, caught));
                    }
                }
            }
        }
        return all;
    }

    /** Kills the engine; commands are answered again when it is back. */
    private static void killAndStart() {
        engine.kill();
        around.answers();
        engine.start();
    }

    private static void isToldTheSame(List<SequencedDevice> devices) {
        await("nothing waits")
                .atMost(LONG)
                .until(() ->
                        engine.json("/api/v3/action/waiting").path("totalCount").asInt(-1) == 0);
        for (SequencedDevice device : devices) {
            assertThat(around.acted(device.name())).as("%s", device).isEqualTo(device.expected());
        }
    }

    @Test
    void killed_at_any_step_of_a_sequence_it_goes_on_and_devices_are_told_the_same() throws Exception {
        List<RuleSequence> sequences = sequences(8);
        List<Victim> victims = victims(sequences);
        List<SequencedDevice> devices = new ArrayList<>();
        sequences.forEach(sequence -> devices.add(device(sequence.name() + "-undisturbed", sequence)));
        victims.forEach(victim -> devices.add(victim.device()));
        add(devices);
        atOnce(victims, Victim::prepare);
        atOnce(victims, Victim::comeTo);
        victims.stream().filter(victim -> victim.caught() == Caught.SENT).forEach(victim -> victim.device()
                .send());

        killAndStart();

        atOnce(victims, victim -> victim.device().seeAgain());
        atOnce(devices, SequencedDevice::goToEnd);
        isToldTheSame(devices);
        assertThat(victims)
                .filteredOn(victim -> victim.caught() == Caught.UNANSWERED)
                .allSatisfy(victim -> {
                    String device = victim.device().name();
                    assertThat(around.asked(device))
                            .as("%s was asked again, with the same id", device)
                            .isGreaterThan(around.acted(device).size());
                });
    }

    @Test
    void after_an_outage_longer_than_the_tolerance_what_was_running_begins_anew_and_nothing_else_is_lost()
            throws Exception {
        String limit = "\"resource\": \"temperature\", \"below\": 20";
        SequencedDevice pending =
                device("long-pending", RuleSequence.of("", limit + ", \"onDelay\": \"5s\"", "", "19>P >A+"));
        SequencedDevice clearing =
                device("long-clearing", RuleSequence.of("", limit + ", \"offDelay\": \"5s\"", "", "19>A+ 21>C >N-"));
        SequencedDevice absent = device("long-absent", RuleSequence.of("", "\"absent\": \"5s\"", "", "21>N >A+"));
        SequencedDevice unanswered = device("long-unanswered", RuleSequence.of("", limit, "", "21>N 19>A+ 21>N-"));
        SequencedDevice meanwhile = device("long-meanwhile", RuleSequence.of("", limit, "", "19>A+ 21>N-"));
        List<SequencedDevice> running = List.of(pending, clearing, absent);
        List<SequencedDevice> devices = List.of(pending, clearing, absent, unanswered, meanwhile);
        add(List.of(pending, clearing, unanswered, meanwhile));
        unanswered.goTo(1);
        around.isSilentTo(unanswered.name());
        unanswered.goTo(2);
        meanwhile.goTo(1);
        clearing.goTo(1);
        add(List.of(absent));
        clearing.send();
        pending.send();
        absent.send();
        atOnce(running, SequencedDevice::see);

        engine.kill();
        meanwhile.send();
        around.answers();
        Instant startedAgain = Instant.now();
        engine.set("hearth.rules.evaluation.outage-tolerance", "500ms");
        engine.start();

        atOnce(devices, SequencedDevice::seeAgain);
        atOnce(devices, SequencedDevice::goToEnd);
        isToldTheSame(devices);
        assertThat(running)
                .allSatisfy(
                        device -> assertThat(device.since()).as("%s", device).isAfter(startedAgain.plusSeconds(5)));
    }

    @Test
    @Tag("long")
    void killed_after_every_step_of_a_sequence_devices_are_told_the_same() throws Exception {
        List<Victim> victims = new ArrayList<>();
        for (RuleSequence sequence : sequences(60)) {
            for (Caught caught : Caught.values()) {
                victims.add(new Victim(device(sequence.name() + "-every-" + caught, sequence), 0, caught));
            }
        }
        List<SequencedDevice> devices = victims.stream().map(Victim::device).toList();
        add(devices);
        while (!devices.stream().allMatch(SequencedDevice::isAtEnd)) {
            List<Victim> going = victims.stream()
                    .filter(victim -> !victim.device().isAtEnd())
                    .toList();
            going.stream()
                    .filter(victim -> victim.caught() == Caught.UNANSWERED)
                    .forEach(victim -> around.isSilentTo(victim.device().name()));
            going.forEach(victim -> victim.device().send());
            atOnce(
                    going.stream()
                            .filter(victim -> victim.caught() != Caught.SENT)
                            .toList(),
                    victim -> victim.device().seeAgain());
            killAndStart();
            atOnce(going, victim -> victim.device().seeAgain());
        }
        isToldTheSame(devices);
    }
}
