package io.hearth.command.journal;

import static io.vertx.mutiny.redis.client.Command.HMGET;
import static io.vertx.mutiny.redis.client.Command.ZCOUNT;
import static io.vertx.mutiny.redis.client.Command.ZRANGEBYSCORE;
import static io.vertx.mutiny.redis.client.Command.ZREVRANGEBYSCORE;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The journal in Redis: {@code cc:journal}, a hash of entries by id, each behind the letter of its outcome; and two kinds of
 * index, {@code cc:journal:all} and {@code cc:journal:device:<device>}, sorted by time (Unix µs), whose members end in that
 * letter, so that a query by outcome reads no entries that it does not answer. {@code cc:journal:open} holds those under way.
 */
@Singleton
class JournalStore {
    private static final Script PUT = Script.resource(JournalStore.class, "put.lua");
    private static final String ENTRIES = "cc:journal";
    private static final String ALL = "cc:journal:all";
    private static final String OPEN = "cc:journal:open";
    private static final String OCTETS = "cc:journal:octets";
    private static final int STEP = 5000;
    private static final long NANOS = 1_000;

    private final RedisBatch redis;
    private final JournalConfig config;

    JournalStore(RedisBatch redis, CommandConfig config) {
        this.redis = redis;
        this.config = config.journal();
    }

    /**
     * An entry to be written.
     *
     * @param onlyIfUnderWay whether it is only to take the place of one that is under way
     */
    record Put(Entry entry, JournalOutcome outcome, boolean onlyIfUnderWay) {}

    /** A page of the journal, and how long the list is. */
    record Listing(long total, List<Entry> entries) {}

    /** Which entries are meant; times in Unix ns, both included. */
    record Filter(Optional<String> device, long start, long end, Optional<JournalOutcome> outcome) {
        private String index() {
            return device.map(name -> "cc:journal:device:" + name).orElse(ALL);
        }

        /** In µs, rounded inwards. */
        private long from() {
            return start / NANOS + (start % NANOS == 0 ? 0 : 1);
        }

        private long to() {
            return end / NANOS;
        }
    }

    /** Writes them, in order; the oldest of the journal go when there are too many. Bears repetition. */
    void put(List<Put> puts) {
        if (puts.isEmpty()) {
            return;
        }
        long oldest = micros(Instant.now().minus(config.maxAge()));
        PUT.run(redis, () -> puts.stream().map(put -> request(put, oldest)).toList());
    }

    /** Removes what is too old. */
    void trim() {
        long oldest = micros(Instant.now().minus(config.maxAge()));
        PUT.run(redis, () -> List.of(call("", "", 0, "", "", false, oldest)));
    }

    private Request request(Put put, long oldest) {
        Entry entry = put.entry();
        return call(
                entry.id(),
                entry.deviceName(),
                entry.time() / NANOS,
                String.valueOf(put.outcome().letter()),
                new String(Json.bytes(entry), java.nio.charset.StandardCharsets.UTF_8),
                put.onlyIfUnderWay(),
                oldest);
    }

    private Request call(
            String id, String device, long micros, String letter, String json, boolean onlyIfUnderWay, long oldest) {
        return PUT.call(List.of(ENTRIES, ALL, OPEN, OCTETS, "cc:journal:device:"))
                .arg(id)
                .arg(device)
                .arg(micros)
                .arg(letter)
                .arg(Buffer.buffer(json))
                .arg(onlyIfUnderWay ? "1" : "0")
                .arg(config.maxEntries())
                .arg(config.maxBytes())
                .arg(oldest);
    }

    /** Those meant from {@code offset} on, newest first. */
    Listing list(Filter filter, int offset, int limit) {
        return filter.outcome().isEmpty() ? byTime(filter, offset, limit) : byOutcome(filter, offset, limit);
    }

    private Listing byTime(Filter filter, int offset, int limit) {
        Request count =
                Request.cmd(ZCOUNT).arg(filter.index()).arg(filter.from()).arg(filter.to());
        List<Response> answers = redis.sendRepeatable(List.of(count, range(filter, offset, limit)));
        return new Listing(answers.get(0).toLong(), entries(texts(answers.get(1))));
    }

    private Listing byOutcome(Filter filter, int offset, int limit) {
        String letter = String.valueOf(filter.outcome().orElseThrow().letter());
        List<String> page = new ArrayList<>();
        long total = 0;
        List<String> step;
        int at = 0;
        do {
            step = texts(redis.sendRepeatable(range(filter, at, STEP)));
            for (String member : step) {
                if (member.endsWith(letter)) {
                    if (total >= offset && page.size() < limit) {
                        page.add(member);
                    }
                    total++;
                }
            }
            at += STEP;
        } while (step.size() == STEP);
        return new Listing(total, entries(page));
    }

    private static Request range(Filter filter, int offset, int limit) {
        return Request.cmd(ZREVRANGEBYSCORE)
                .arg(filter.index())
                .arg(filter.to())
                .arg(filter.from())
                .arg("LIMIT")
                .arg(offset)
                .arg(limit);
    }

    /** Those under way that were begun before this time; the oldest of them, as many as one step holds. */
    List<Entry> underWay(Instant before) {
        return entries(texts(redis.sendRepeatable(Request.cmd(ZRANGEBYSCORE)
                .arg(OPEN)
                .arg(0)
                .arg(micros(before))
                .arg("LIMIT")
                .arg(0)
                .arg(STEP))));
    }

    private List<Entry> entries(List<String> members) {
        if (members.isEmpty()) {
            return List.of();
        }
        Request get = Request.cmd(HMGET).arg(ENTRIES);
        members.forEach(member -> get.arg(member.substring(0, member.length() - 1)));
        List<Entry> entries = new ArrayList<>(members.size());
        for (Response stored : redis.sendRepeatable(get)) {
            // One that was removed meanwhile is not missed.
            if (stored != null) {
                entries.add(entry(stored.toBytes()));
            }
        }
        return entries;
    }

    private static Entry entry(byte[] stored) {
        try {
            return Json.read(Arrays.copyOfRange(stored, 1, stored.length), Entry.class);
        } catch (IOException notOurs) {
            throw new UncheckedIOException("an entry of the journal cannot be read", notOurs);
        }
    }

    private static List<String> texts(Response list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(Response::toString)
                .toList();
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
