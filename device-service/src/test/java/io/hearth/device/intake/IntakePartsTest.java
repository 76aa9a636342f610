package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.bus.Topics;
import io.hearth.device.Incoming;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a message of many events is acknowledged to its broker. */
class IntakePartsTest {
    private static final int BATCH = 10;
    private static final int PARTS = 35;

    @TempDir
    Path dir;

    private final List<CompletableFuture<Void>> sent = new CopyOnWriteArrayList<>();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private OriginLedger ledger;
    private IntakePump pump;

    @BeforeEach
    void start() {
        MappingIndex index = Incoming.d("v Int32 { topic: \"t/{device}\", each: \"\", pointer: \"\" }")
                .index();
        ledger = OriginLedger.open(dir, new OriginClock(Clock.systemUTC()));
        pump = new IntakePump(
                new Intake(() -> index, new PayloadDecoder(new PayloadLimits(1000, 20)), 100, units -> units),
                new BusOutlet(Topics.DEFAULT),
                (topic, payload) -> {
                    CompletableFuture<Void> taken = new CompletableFuture<>();
                    sent.add(taken);
                    return taken;
                },
                ledger,
                (event, message) -> {},
                new IntakeMetrics(new SimpleMeterRegistry()),
                new IntakePump.Limits(100, BATCH, Duration.ofMillis(50)));
    }

    @AfterEach
    void stop() {
        pump.close();
        ledger.close();
    }

    @Test
    void it_is_acknowledged_when_the_bus_has_the_last_of_them_and_never_more_than_a_batch_is_on_its_way() {
        arrive(IntStream.range(0, PARTS).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]")));

        for (int taken = 0; taken < PARTS; taken++) {
            int next = taken;
            await().until(() -> sent.size() > next);
            assertThat(sent).hasSizeLessThanOrEqualTo((taken / BATCH + 1) * BATCH);
            assertThat(acknowledged).isEmpty();
            sent.get(taken).complete(null);
        }

        await().until(() -> acknowledged.size() == 1);
    }

    @Test
    void many_such_messages_are_taken_in_one_after_the_other() {
        for (int i = 0; i < BATCH; i++) {
            arrive("[1,2,3,4,5,6]");
        }
        for (int taken = 0; taken < 6 * BATCH; taken++) {
            int next = taken;
            await().until(() -> sent.size() > next);
            sent.get(taken).complete(null);
        }

        await().until(() -> acknowledged.size() == BATCH);
        assertThat(sent).hasSize(6 * BATCH);
    }

    private void arrive(String payload) {
        pump.arrived(new DeviceMessage(
                "t/d",
                payload.getBytes(StandardCharsets.UTF_8),
                0,
                false,
                OptionalLong.empty(),
                () -> acknowledged.add(payload)));
    }
}
