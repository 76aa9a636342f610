package io.hearth.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.command.profile.MetadataTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static Entry entry(String id) {
        return new Entry(
                id, 1, id, "", "boiler", "", "mode", "set", null, null, "done", 200, "", null, 0, "core-command", "");
    }
}
