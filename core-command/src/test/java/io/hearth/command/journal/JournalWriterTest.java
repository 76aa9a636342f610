package io.hearth.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.command.profile.MetadataTest;
import io.hearth.runtime.redis.StoreUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JournalWriterTest {
    private final List<List<String>> roundTrips = new CopyOnWriteArrayList<>();
    private final JournalStore store = new JournalStore(null, MetadataTest.config(Map.of())) {
        @Override
        void put(List<Put> puts) {
            roundTrips.add(puts.stream().map(put -> put.entry().id()).toList());
        }
    };
    private final JournalWriter writer = new JournalWriter(
            store, MetadataTest.config(Map.of("hearth.command.journal.linger", "1h")), new SimpleMeterRegistry());

    @AfterEach
    void stop() throws InterruptedException {
        writer.close();
    }

    @Test
    void the_end_of_a_command_goes_with_the_beginning_of_the_next() {
        writer.write(entry("end of the first"), JournalOutcome.DONE);
        await().during(Duration.ofMillis(200)).until(roundTrips::isEmpty);

        writer.await(writer.writeForSure(entry("second"), JournalOutcome.UNDER_WAY));

        assertThat(roundTrips).containsExactly(List.of("end of the first", "second"));
    }

    @Test
    void who_asks_for_the_journal_finds_what_was_written_before() {
        writer.write(entry("end"), JournalOutcome.DONE);

        writer.catchUp();

        assertThat(roundTrips).containsExactly(List.of("end"));
    }

    @Test
    void what_lingers_is_written_when_the_service_stops() throws InterruptedException {
        writer.write(entry("end"), JournalOutcome.DONE);

        writer.flush(null);

        assertThat(roundTrips).containsExactly(List.of("end"));
    }

    @Test
    void what_redis_has_not_got_when_the_service_stops_is_counted_as_lost() throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        AtomicInteger tries = new AtomicInteger();
        JournalStore away = new JournalStore(null, MetadataTest.config(Map.of())) {
            @Override
            void put(List<Put> puts) {
                tries.incrementAndGet();
                throw new StoreUnavailable("redis is away", null);
            }
        };
        JournalWriter stopping = new JournalWriter(away, MetadataTest.config(Map.of()), metrics);
        stopping.writeForSure(entry("first"), JournalOutcome.UNDER_WAY);
        await().until(() -> tries.get() > 0);
        stopping.write(entry("second"), JournalOutcome.DONE);

        stopping.flush(null);
        stopping.close();

        assertThat(metrics.counter("hearth_journal_dropped").count()).isEqualTo(2);
    }

    @Test
    void what_is_under_way_to_redis_when_there_is_no_more_time_is_counted_as_lost() throws InterruptedException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        CountDownLatch asked = new CountDownLatch(1);
        JournalStore silent = new JournalStore(null, MetadataTest.config(Map.of())) {
            @Override
            void put(List<Put> puts) {
                asked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new StoreUnavailable("interrupted", stop);
                }
            }
        };
        JournalWriter stopping = new JournalWriter(silent, MetadataTest.config(Map.of()), metrics);
        stopping.writeForSure(entry("first"), JournalOutcome.UNDER_WAY);
        asked.await();

        stopping.close();

        assertThat(metrics.counter("hearth_journal_dropped").count()).isEqualTo(1);
    }

    private static Entry entry(String id) {
        return new Entry(
                id, 1, id, "", "boiler", "", "mode", "set", null, null, "done", 200, "", null, 0, "core-command", "");
    }
}
