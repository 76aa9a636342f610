package io.hearth.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.command.profile.MetadataTest;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class JournalStoreTest {
    @Inject
    RedisBatch redis;

    private int count;

    @BeforeEach
    void an_empty_journal() {
        redis.send(Request.cmd(Command.FLUSHALL));
    }

    @Test
    void the_newest_entries_are_kept_when_there_are_too_many() {
        JournalStore store = store(Map.of("hearth.command.journal.max-entries", "10"));

        List<Entry> all = entries(30, "boiler");
        all.forEach(entry -> put(store, entry, JournalOutcome.DONE));

        assertThat(store.list(everything(Optional.of("boiler")), 0, 100).entries())
                .extracting(Entry::id)
                .isEqualTo(all.reversed().stream().limit(10).map(Entry::id).toList());
        assertThat(number("HLEN", "cc:journal")).isEqualTo(10);
        assertThat(number("ZCARD", "cc:journal:device:boiler")).isEqualTo(10);
    }

    @Test
    void the_octets_of_the_journal_are_bounded_and_counted_right() {
        JournalStore store = store(Map.of("hearth.command.journal.max-bytes", "20000"));

        entries(100, "boiler").forEach(entry -> {
            put(store, entry, JournalOutcome.UNDER_WAY);
            put(store, entry, JournalOutcome.REFUSED);
        });

        long octets = number("GET", "cc:journal:octets");
        List<Entry> kept = store.list(everything(Optional.empty()), 0, 1000).entries();
        assertThat(octets).isBetween(10_000L, 20_000L);
        assertThat(octets).isEqualTo(kept.size() * (octets / kept.size()));
        assertThat(number("ZCARD", "cc:journal:open")).isZero();
    }

    @Test
    void entries_older_than_allowed_go() {
        JournalStore store = store(Map.of("hearth.command.journal.max-age", "1h"));
        put(store, entry("old", "boiler", micros() - 3_700_000_000L), JournalOutcome.DONE);
        put(store, entry("new", "boiler", micros()), JournalOutcome.DONE);

        store.trim();

        assertThat(store.list(everything(Optional.empty()), 0, 10).entries())
                .extracting(Entry::id)
                .containsExactly("new");
    }

    @Test
    void entries_that_cannot_be_read_or_name_no_device_do_not_stop_the_trimming() {
        JournalStore store = store(Map.of("hearth.command.journal.max-entries", "1"));
        long now = micros();

        put(
                store,
                entry("half", "boiler 한 \uD83D\uDD25", now, TextNode.valueOf("half of \uD83D")),
                JournalOutcome.DONE);
        put(store, entry("nameless", "", now + 1), JournalOutcome.DONE);
        put(store, entry("last", "boiler", now + 2), JournalOutcome.DONE);

        assertThat(store.list(everything(Optional.empty()), 0, 10).entries())
                .extracting(Entry::id)
                .containsExactly("last");
        assertThat(redis.send(Request.cmd(Command.KEYS).arg("cc:journal:device:*")))
                .hasToString("[cc:journal:device:boiler]");
    }

    @Test
    void a_text_is_not_cut_within_a_character() {
        assertThat(Journal.cut("fire \uD83D\uDD25!", 6)).isEqualTo("fire ...");
        assertThat(Journal.cut("fire \uD83D\uDD25!", 7)).isEqualTo("fire \uD83D\uDD25...");
        assertThat(Journal.cut("fire", 4)).isEqualTo("fire");
    }

    @Test
    void writing_the_same_twice_changes_nothing() {
        JournalStore store = store(Map.of());
        Entry entry = entry("one", "boiler", micros());
        put(store, entry, JournalOutcome.DONE);
        long octets = number("GET", "cc:journal:octets");

        put(store, entry, JournalOutcome.DONE);

        assertThat(number("GET", "cc:journal:octets")).isEqualTo(octets);
        assertThat(store.list(everything(Optional.empty()), 0, 10).total()).isEqualTo(1);
    }

    @Test
    void what_a_killed_predecessor_left_under_way_is_unknown() {
        JournalStore store = store(Map.of());
        put(store, entry("left", "boiler", micros()), JournalOutcome.UNDER_WAY);
        put(store, entry("told", "boiler", micros()), JournalOutcome.DONE);

        leftovers(store, Map.of("hearth.command.instance", "core-command")).start(null);

        await().until(() -> store.list(unknown(), 0, 10).total() == 1);
        Entry left = store.list(unknown(), 0, 10).entries().getFirst();
        assertThat(left.id()).isEqualTo("left");
        assertThat(left.outcome()).isEqualTo("unknown");
        assertThat(left.message()).contains("may have acted");
    }

    @Test
    void what_another_replica_has_under_way_is_unknown_only_after_a_while() {
        JournalStore store = store(Map.of());
        put(store, entry("at-it", "boiler", micros()), JournalOutcome.UNDER_WAY);
        put(store, entry("gone", "boiler", micros() - 600_000_000L), JournalOutcome.UNDER_WAY);

        leftovers(store, Map.of("hearth.command.instance", "other")).start(null);

        await().until(() -> store.list(unknown(), 0, 10).total() == 1);
        assertThat(store.list(unknown(), 0, 10).entries().getFirst().id()).isEqualTo("gone");
        assertThat(store.underWay(Instant.now())).extracting(Entry::id).containsExactly("at-it");
    }

    @Test
    void queries_answer_what_a_plain_list_answers() {
        JournalStore store = store(Map.of());
        Random random = new Random(20261121);
        List<Entry> all = new ArrayList<>();
        JournalOutcome[] outcomes = JournalOutcome.values();
        long now = micros();
        for (int i = 0; i < 300; i++) {
            JournalOutcome outcome = outcomes[random.nextInt(outcomes.length)];
            Entry entry = entry(
                            String.format("%016d", i),
                            "device " + random.nextInt(4) + "/한 #",
                            now - 1_000_000 + random.nextInt(500))
                    .ended("s", outcome, 200, "", null, 1);
            all.add(entry);
            put(store, entry, outcome);
        }
        all.sort(Comparator.comparingLong(Entry::time).thenComparing(Entry::id).reversed());
        for (int i = 0; i < 200; i++) {
            Optional<String> device =
                    random.nextBoolean() ? Optional.empty() : Optional.of("device " + random.nextInt(5) + "/한 #");
            Optional<JournalOutcome> outcome =
                    random.nextBoolean() ? Optional.empty() : Optional.of(outcomes[random.nextInt(outcomes.length)]);
            long start = (now - 1_000_000 + random.nextInt(600)) * 1_000 - random.nextInt(1_000);
            long end = start + random.nextInt(400_000);
            int offset = random.nextInt(20);
            int limit = random.nextInt(50);
            Predicate<Entry> meant =
                    entry -> device.map(entry.deviceName()::equals).orElse(true)
                            && outcome.map(wanted -> entry.outcome().equals(wanted.text()))
                                    .orElse(true)
                            && entry.time() >= start
                            && entry.time() <= end;
            List<Entry> expected = all.stream().filter(meant).toList();

            JournalStore.Listing listing =
                    store.list(new JournalStore.Filter(device, start, end, outcome), offset, limit);

            assertThat(listing.total()).isEqualTo(expected.size());
            assertThat(listing.entries())
                    .extracting(Entry::id)
                    .isEqualTo(expected.stream()
                            .skip(offset)
                            .limit(limit)
                            .map(Entry::id)
                            .toList());
        }
    }

    private Leftovers leftovers(JournalStore store, Map<String, String> settings) {
        JournalWriter writer = new JournalWriter(store, MetadataTest.config(Map.of()), new SimpleMeterRegistry());
        return new Leftovers(
                store, writer, new Journal(writer, MetadataTest.config(settings)), MetadataTest.config(settings));
    }

    private JournalStore store(Map<String, String> settings) {
        return new JournalStore(redis, MetadataTest.config(settings));
    }

    private static void put(JournalStore store, Entry entry, JournalOutcome outcome) {
        store.put(List.of(new JournalStore.Put(entry.ended("device-mqtt", outcome, 0, "", null, 0), outcome, false)));
    }

    private List<Entry> entries(int number, String device) {
        List<Entry> entries = new ArrayList<>();
        long now = micros();
        for (int i = 0; i < number; i++) {
            entries.add(entry(String.format("%016d", count++), device, now + i));
        }
        return entries;
    }

    private static Entry entry(String id, String device, long micros) {
        return entry(id, device, micros, null);
    }

    private static Entry entry(String id, String device, long micros, JsonNode values) {
        return new Entry(
                id,
                micros * 1_000,
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                device,
                "",
                "control",
                "set",
                values,
                new Entry.Who("rule", "", "bus", ""),
                "under-way",
                0,
                "",
                null,
                0,
                "core-command",
                "earlier");
    }

    private static JournalStore.Filter everything(Optional<String> device) {
        return new JournalStore.Filter(device, 0, Long.MAX_VALUE, Optional.empty());
    }

    private static JournalStore.Filter unknown() {
        return new JournalStore.Filter(Optional.empty(), 0, Long.MAX_VALUE, Optional.of(JournalOutcome.UNKNOWN));
    }

    private long number(String command, String key) {
        return redis.send(Request.cmd(Command.create(command)).arg(key)).toLong();
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
