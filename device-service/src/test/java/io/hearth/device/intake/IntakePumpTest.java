package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.bus.Topics;
import io.hearth.device.Samples;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakePumpTest {
    @TempDir
    Path dir;

    private final List<String> onBus = new CopyOnWriteArrayList<>();
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();
    private volatile BooleanSupplier refuse = () -> false;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean busUp = true;
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
    private OriginLedger ledger;
    private IntakePump pump;

    @BeforeEach
    void start() {
        ledger = OriginLedger.open(dir, new OriginClock(Clock.systemUTC()));
        Intake intake = new Intake(Samples::home, new PayloadDecoder(new PayloadLimits(1000, 20)), 100, units -> units);
        pump = new IntakePump(
                intake,
                new BusOutlet(Topics.DEFAULT),
                this::bus,
                ledger,
                (event, message) -> {},
                new IntakeMetrics(meters),
                new IntakePump.Limits(100, 10, Duration.ofMillis(50)));
    }

    @AfterEach
    void stop() {
        pump.close();
        ledger.close();
    }

    private CompletableFuture<Void> bus(String topic, byte[] payload) {
        if (!busUp) {
            return CompletableFuture.failedFuture(new IllegalStateException("bus is away"));
        }
        if (refuse.getAsBoolean()) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many messages wait"));
        }
        onBus.add(topic);
        payloads.add(new String(payload, StandardCharsets.UTF_8));
        CompletableFuture<Void> next = answers.poll();
        return next == null ? answer : next;
    }

    @Test
    void a_message_is_acknowledged_only_when_the_bus_has_acknowledged_its_event() {
        answer = new CompletableFuture<>();
        arrive("home/bedroom/temperature", "18.5");
        await().until(() ->
                onBus.equals(List.of("edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature")));
        assertThat(acknowledged).isEmpty();

        answer.complete(null);

        await().until(() -> acknowledged.equals(List.of("18.5")));
    }

    @Test
    void while_the_bus_is_away_messages_wait_and_then_go_in_their_order() {
        busUp = false;
        for (int i = 0; i < 30; i++) {
            arrive("home/bedroom/temperature", "" + i);
        }
        await().during(Duration.ofMillis(200)).until(acknowledged::isEmpty);

        busUp = true;

        await().until(() -> acknowledged.size() == 30);
        assertThat(acknowledged).first().isEqualTo("0");
        assertThat(acknowledged).last().isEqualTo("29");
        assertThat(onBus).hasSize(30);
    }

    @Test
    void what_follows_a_message_that_the_bus_did_not_take_never_overtakes_it() {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        inOneBatch(5, () -> answers.add(lost));
        await().until(() -> onBus.size() == 6);

        // The first of the batch is lost on the way, the others are taken.
        lost.completeExceptionally(new IllegalStateException("connection lost"));

        await().until(() -> acknowledged.size() == 6);
        assertThat(payloads.subList(6, 11)).isEqualTo(payloads.subList(1, 6));
    }

    @Test
    void after_a_refusal_nothing_more_is_sent_until_it_is_taken() {
        AtomicInteger calls = new AtomicInteger();
        inOneBatch(5, () -> refuse = () -> calls.incrementAndGet() == 1);

        await().until(() -> acknowledged.size() == 6);
        assertThat(calls).hasValue(6);
        assertThat(onBus).hasSize(6);
    }

    /** While the one before them is on its way, the messages pile up: together they are the next batch. */
    private void inOneBatch(int messages, Runnable prepared) {
        CompletableFuture<Void> before = new CompletableFuture<>();
        answers.add(before);
        arrive("home/bedroom/temperature", "15");
        await().until(() -> onBus.size() == 1);
        for (int i = 0; i < messages; i++) {
            arrive("home/bedroom/temperature", "" + i);
        }
        prepared.run();
        before.complete(null);
    }

    @Test
    void a_bad_message_is_dead_lettered_acknowledged_and_followed_by_the_next() {
        arrive("home/bedroom/temperature", "warm");
        arrive("home/bedroom/temperature", "18.5");

        await().until(() -> acknowledged.equals(List.of("warm", "18.5")));
        assertThat(onBus)
                .containsExactly(
                        "edgex/dead-letters/device-mqtt",
                        "edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature");
        assertThat(meters.get("hearth_dead_letters")
                        .tag("reason", "not-a-number")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("hearth_messages_received").counter().count()).isEqualTo(2);
    }

    @Test
    void our_own_commands_are_acknowledged_counted_and_nothing_else() {
        arrive("home/boiler/control", "{\"mode\":\"off\"}");

        await().until(() -> acknowledged.size() == 1);
        assertThat(onBus).isEmpty();
        assertThat(meters.get("hearth_messages_ignored")
                        .tag("reason", "own-command")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void an_intake_that_stopped_says_so() {
        answer = null;
        arrive("home/bedroom/temperature", "18.5");

        await().until(() -> pump.trouble().contains("has stopped"));
        assertThat(acknowledged).isEmpty();
    }

    private void arrive(String topic, String payload) {
        pump.arrived(new DeviceMessage(
                topic,
                payload.getBytes(StandardCharsets.UTF_8),
                0,
                false,
                OptionalLong.empty(),
                () -> acknowledged.add(payload)));
    }
}
