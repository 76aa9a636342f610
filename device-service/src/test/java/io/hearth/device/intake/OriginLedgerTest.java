package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OriginLedgerTest {
    @TempDir
    Path dir;

    private OriginLedger ledger;

    @BeforeEach
    void open() {
        ledger = OriginLedger.open(dir, new OriginClock(Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_redelivery_after_a_restart_gets_the_origin_of_the_first_delivery() {
        long origin = ledger.originOf(message(7, false, "18.5"));
        restart();

        assertThat(ledger.originOf(message(7, true, "18.5"))).isEqualTo(origin);
    }

    @Test
    void another_payload_topic_or_packet_is_another_message() {
        long origin = ledger.originOf(message(7, false, "18.5"));

        assertThat(ledger.originOf(message(8, true, "18.5"))).isNotEqualTo(origin);
        assertThat(ledger.originOf(message(7, true, "18.6"))).isNotEqualTo(origin);
    }

    @Test
    void an_equal_message_without_DUP_is_a_new_one() {
        long origin = ledger.originOf(message(7, false, "18.5"));

        assertThat(ledger.originOf(message(7, false, "18.5"))).isGreaterThan(origin);
    }

    @Test
    void a_redelivery_whose_acknowledgement_was_lost_is_recognised() {
        long origin = ledger.originOf(message(7, false, "18.5"));
        ledger.acknowledging(7, origin);
        restart();

        assertThat(ledger.originOf(message(7, true, "18.5"))).isEqualTo(origin);
    }

    @Test
    void an_identifier_that_went_round_is_another_message_though_it_is_equal() {
        long origin = ledger.originOf(message(7, false, "18.5"));
        ledger.acknowledging(7, origin);
        for (int packetId = 8; packetId < 40_000; packetId++) {
            ledger.acknowledging(packetId, ledger.originOf(message(packetId, false, "x")));
        }

        assertThat(ledger.originOf(message(7, true, "18.5"))).isNotEqualTo(origin);
    }

    @Test
    void a_broker_that_uses_identifiers_again_at_once_makes_only_unacknowledged_ones_count() {
        long first = ledger.originOf(message(1, false, "18.5"));
        ledger.acknowledging(1, first);
        long second = ledger.originOf(message(1, false, "18.5"));
        assertThat(ledger.originOf(message(1, true, "18.5"))).isEqualTo(second);
        ledger.acknowledging(1, second);

        assertThat(ledger.originOf(message(1, true, "18.5"))).isGreaterThan(second);
    }

    /** As Mosquitto does after a kill: what it did last is not in its store. */
    @Test
    void a_broker_that_once_went_back_is_trusted_again_after_more_than_can_be_under_way_at_once() {
        acknowledged(1, 10);
        long last = acknowledged(5, 11);
        assertThat(ledger.originOf(message(11, true, "18.5"))).isNotEqualTo(last);

        long soon = acknowledged(12, 16_000);
        assertThat(ledger.originOf(message(16_000, true, "18.5"))).isNotEqualTo(soon);
        long later = acknowledged(16_001, 17_000);
        restart();

        assertThat(ledger.originOf(message(17_000, true, "18.5"))).isEqualTo(later);
    }

    /** As RabbitMQ does: equal messages, of which one was never seen, would be taken for one. */
    @Test
    void a_broker_that_starts_over_with_each_connection_is_not_trusted_again() {
        acknowledged(1, 20_000);
        long last = acknowledged(2, 37_000);
        restart();

        assertThat(ledger.originOf(message(37_000, true, "18.5"))).isNotEqualTo(last);
    }

    /** Deliveries with these identifiers, both included; the origin of the last one. */
    private long acknowledged(int first, int last) {
        long origin = 0;
        for (int packetId = first; packetId <= last; packetId++) {
            origin = ledger.originOf(message(packetId, false, "18.5"));
            ledger.acknowledging(packetId, origin);
        }
        return origin;
    }

    @Test
    void a_session_that_the_broker_lost_is_forgotten() {
        long origin = ledger.originOf(message(7, false, "18.5"));
        ledger.forget();

        assertThat(ledger.originOf(message(7, true, "18.5"))).isNotEqualTo(origin);
    }

    /** Two mebibytes, which a device service that is idle, or has but a few deliveries under way, does without. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void only_what_is_used_of_a_new_file_takes_memory() throws IOException {
        ledger.forget();
        ledger.originOf(message(1, false, "18.5"));

        assertThat(residentKilobytes()).isPositive().isLessThan(256);
    }

    @Test
    void QoS_0_is_not_remembered() {
        long origin = ledger.originOf(message(0, false, "18.5"));

        assertThat(ledger.originOf(message(0, false, "18.5"))).isGreaterThan(origin);
    }

    @Test
    void origins_grow_even_when_the_clock_stands_still_and_after_a_restart_with_an_older_clock() {
        long last = ledger.originOf(message(1, false, "a"));
        ledger.close();
        Clock old = Clock.fixed(Instant.ofEpochSecond(1), ZoneOffset.UTC);
        ledger = OriginLedger.open(dir, new OriginClock(old));

        long next = ledger.originOf(message(2, false, "b"));
        assertThat(next).isEqualTo(last + 1);
        assertThat(ledger.originOf(message(3, false, "b"))).isEqualTo(last + 2);
    }

    @Test
    void a_second_process_on_the_same_folder_is_refused() {
        assertThatThrownBy(() -> OriginLedger.open(dir, new OriginClock(Clock.systemUTC())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hearth.device.data-dir");
    }

    /** Of the file's mapping in this process, as the kernel counts it. */
    private long residentKilobytes() throws IOException {
        List<String> maps = Files.readAllLines(Path.of("/proc/self/smaps"));
        String file = dir.toRealPath().resolve("origins").toString();
        int at = IntStream.range(0, maps.size())
                .filter(line -> maps.get(line).endsWith(file))
                .findFirst()
                .orElseThrow();
        return maps.subList(at, maps.size()).stream()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void restart() {
        ledger.close();
        open();
    }

    private static DeviceMessage message(int packetId, boolean duplicate, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new DeviceMessage("home/a/temperature", bytes, packetId, duplicate, OptionalLong.empty(), () -> {});
    }
}
