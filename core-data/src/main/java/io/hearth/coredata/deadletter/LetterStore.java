package io.hearth.coredata.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dead letters in Redis: the stream {@code cd:dead} of letters without their payloads, so that going through all of them
 * is cheap, the payloads by id in {@code cd:dead:payload}, and the octets of both in {@code cd:dead:octets}.
 */
@Singleton
class LetterStore {
    private static final String LETTERS = "cd:dead";
    private static final List<String> KEYS = List.of(LETTERS, "cd:dead:payload", "cd:dead:octets");
    /** Sorted set: the keys of letters that were kept lately, by when. */
    private static final String SEEN = "cd:dead:seen";
    /** Longer than anybody tries the same letter again. */
    private static final long SEEN_MILLIS = 600_000;

    private static final Script KEEP = Script.resource(LetterStore.class, "keep.lua");
    private static final Script REMOVE = Script.resource(LetterStore.class, "remove.lua");
    private static final Script PAYLOADS = Script.resource(LetterStore.class, "payloads.lua");
    /** How many letters go to Redis, or come from it, in one round trip. */
    private static final int CHUNK = 200;
    /** Longer than a publish can take. */
    private static final long CLAIM_MILLIS = 60_000;

    private final RedisBatch redis;
    private final DataConfig.DeadLetters limits;
    private final DeadLetterMetrics metrics;

    LetterStore(RedisBatch redis, DataConfig config, DeadLetterMetrics metrics) {
        this.redis = redis;
        this.limits = config.deadLetters();
        this.metrics = metrics;
    }

    /** Keeps letters, each key's once; the oldest go when there are too many. Returns when they are durable. */
    void keep(List<PutAside> letters) {
        for (int from = 0; from < letters.size(); from += CHUNK) {
            List<PutAside> chunk = letters.subList(from, Math.min(letters.size(), from + CHUNK));
            for (Response kept :
                    KEEP.run(redis, () -> chunk.stream().map(this::keeping).toList())) {
                metrics.dropped(kept.get(2).toLong());
                holds(kept);
            }
        }
    }

    private Request keeping(PutAside aside) {
        DeadLetter letter = aside.letter();
        byte[] payload = letter.payload() == null || letter.payload().isEmpty()
                ? new byte[0]
                : Base64.getDecoder().decode(letter.payload());
        byte[] kept =
                payload.length <= limits.payloadOctets() ? payload : Arrays.copyOf(payload, limits.payloadOctets());
        return KEEP.call(Stream.concat(KEYS.stream(), Stream.of(SEEN)).toList())
                .arg(limits.max())
                .arg(limits.maxOctets())
                .arg(Buffer.buffer(Json.bytes(new Document(letter, kept.length))))
                .arg(Buffer.buffer(kept))
                .arg(aside.key())
                .arg(SEEN_MILLIS);
    }

    /** A letter without its payload, as it lies in the stream. */
    private record Document(
            String service,
            String topic,
            String reason,
            String detail,
            String payload,
            int payloadSize,
            Integer kept,
            long time,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String broker,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String used) {
        Document(DeadLetter letter, int kept) {
            this(
                    letter.service(),
                    letter.topic(),
                    letter.reason(),
                    letter.detail(),
                    "",
                    letter.payloadSize(),
                    kept,
                    letter.time(),
                    letter.broker(),
                    letter.used());
        }

        DeadLetter letter() {
            return new DeadLetter(service, topic, reason, detail, payload, payloadSize, time, broker, used);
        }
    }

    private void holds(Response counted) {
        metrics.holds(counted.get(0).toLong(), counted.get(1).toLong());
    }

    /** How many there are. */
    long count() {
        return redis.sendRepeatable(Request.cmd(Command.XLEN).arg(LETTERS)).toLong();
    }

    /** The id of the newest letter, empty when there is none. */
    Optional<String> newest() {
        Response entries = redis.sendRepeatable(Request.cmd(Command.XREVRANGE)
                .arg(LETTERS)
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(1));
        return entries.size() == 0
                ? Optional.empty()
                : Optional.of(entries.get(0).get(0).toString());
    }

    /** The next letters after an id ("" for the oldest), oldest first, up to another; empty when there are no more. */
    List<StoredLetter> after(String id, String last) {
        return read(Request.cmd(Command.XRANGE)
                .arg(LETTERS)
                .arg(id.isEmpty() ? "-" : "(" + id)
                .arg(last));
    }

    /** The letters before an id ("" for the newest), newest first; empty when there are no more. */
    List<StoredLetter> before(String id) {
        return read(Request.cmd(Command.XREVRANGE)
                .arg(LETTERS)
                .arg(id.isEmpty() ? "+" : "(" + id)
                .arg("-"));
    }

    /** The letter of this id. */
    Optional<StoredLetter> find(String id) {
        return read(Request.cmd(Command.XRANGE).arg(LETTERS).arg(id).arg(id)).stream()
                .findFirst();
    }

    /** Those of these letters that are still in the list. */
    List<StoredLetter> present(List<StoredLetter> letters) {
        List<Response> found = redis.sendRepeatable(letters.stream()
                .map(letter -> Request.cmd(Command.XRANGE)
                        .arg(LETTERS)
                        .arg(letter.id())
                        .arg(letter.id()))
                .toList());
        List<StoredLetter> present = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            if (found.get(i).size() > 0) {
                present.add(letters.get(i));
            }
        }
        return present;
    }

    private List<StoredLetter> read(Request range) {
        List<StoredLetter> letters = new ArrayList<>();
        for (Response entry : redis.sendRepeatable(range.arg("COUNT").arg(CHUNK))) {
            letters.add(letter(entry.get(0).toString(), entry.get(1).get(1).toBytes()));
        }
        return letters;
    }

    private static StoredLetter letter(String id, byte[] json) {
        try {
            Document document = Json.read(json, Document.class);
            // Kept by an earlier version: the payload is in the document.
            int kept = document.kept() != null
                    ? document.kept()
                    : Base64.getDecoder().decode(document.payload()).length;
            return new StoredLetter(id, document.letter(), kept);
        } catch (IOException damaged) {
            throw new UncheckedIOException("stored dead letter is not JSON", damaged);
        }
    }

    /** The beginnings of these letters' payloads, at most so many octets of each, in the order of the letters. */
    List<byte[]> payloads(List<StoredLetter> letters, int most) {
        if (letters.isEmpty()) {
            return List.of();
        }
        Response found = PAYLOADS.run(redis, () -> {
                    Request call = PAYLOADS.call(List.of(KEYS.get(1))).arg(most);
                    letters.forEach(letter -> call.arg(letter.id()));
                    return List.of(call);
                })
                .getFirst();
        List<byte[]> payloads = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            Response payload = found.get(i);
            payloads.add(
                    payload == null
                            ? Base64.getDecoder().decode(letters.get(i).letter().payload())
                            : payload.toBytes());
        }
        return payloads;
    }

    /** Removes letters; those that are gone already do not count. Returns how many were there. */
    long remove(List<String> ids) {
        long removed = 0;
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            Response left = REMOVE.run(redis, () -> {
                        Request call = REMOVE.call(KEYS);
                        chunk.forEach(call::arg);
                        return List.of(call);
                    })
                    .getFirst();
            removed += left.get(2).toLong();
            holds(left);
        }
        return removed;
    }

    /** Says that letters are being published, for a minute at most; answers those of which nobody else has said so. */
    List<StoredLetter> claim(List<StoredLetter> letters) {
        List<Response> answers = redis.send(letters.stream()
                .map(letter -> Request.cmd(Command.SET)
                        .arg(claimKey(letter.id()))
                        .arg("")
                        .arg("NX")
                        .arg("PX")
                        .arg(CLAIM_MILLIS))
                .toList());
        List<StoredLetter> claimed = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            if (answers.get(i) != null) {
                claimed.add(letters.get(i));
            }
        }
        return claimed;
    }

    /** Says that it is over. */
    void release(List<StoredLetter> letters) {
        if (!letters.isEmpty()) {
            Request forget = Request.cmd(Command.DEL);
            letters.forEach(letter -> forget.arg(claimKey(letter.id())));
            redis.sendRepeatable(forget);
        }
    }

    private static String claimKey(String id) {
        return LETTERS + ":replay:" + id;
    }
}
