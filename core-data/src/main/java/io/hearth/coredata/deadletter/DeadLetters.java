package io.hearth.coredata.deadletter;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/** The messages of all services that could not be handled, with the reason: the newest of them, in the stream {@code cd:dead}. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String KEY = "cd:dead";
    private static final String SERVICE = "core-data";
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final RedisBatch redis;
    private final DataConfig.DeadLetters limits;
    private final Clock clock = Clock.systemUTC();
    private Instant nextWarning = Instant.MIN;
    private long sinceWarning;

    DeadLetters(RedisBatch redis, DataConfig config) {
        this.redis = redis;
        this.limits = config.deadLetters();
    }

    /** A dead letter of this service: the message, of its payload the beginning, and why it could not be handled. */
    public DeadLetter of(BusMessage message, String reason, String detail) {
        byte[] payload = message.payload();
        byte[] kept = Arrays.copyOf(payload, Math.min(payload.length, limits.payloadOctets()));
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        return new DeadLetter(
                SERVICE,
                message.topic(),
                reason,
                detail,
                Base64.getEncoder().encodeToString(kept),
                payload.length,
                nanos);
    }

    /** Keeps the letters; the oldest go when there are too many. Returns when they are durable. */
    public void keep(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        redis.send(letters.stream()
                .map(letter -> Request.cmd(Command.XADD)
                        .arg(KEY)
                        .arg("MAXLEN")
                        .arg(limits.max())
                        .arg("*")
                        .arg("d")
                        .arg(Json.bytes(letter)))
                .toList());
        warn(letters);
    }

    private synchronized void warn(List<DeadLetter> letters) {
        sinceWarning += letters.size();
        Instant now = clock.instant();
        if (now.isAfter(nextWarning)) {
            DeadLetter latest = letters.getLast();
            LOG.warnf(
                    "messages put aside, GET /deadletter/all shows them count=%d service=%s topic=%s reason=%s",
                    sinceWarning, latest.service(), latest.topic(), latest.reason());
            nextWarning = now.plus(BETWEEN_WARNINGS);
            sinceWarning = 0;
        }
    }

    /** How many are kept. */
    public long count() {
        return redis.sendRepeatable(Request.cmd(Command.XLEN).arg(KEY)).toLong();
    }

    /** Those on a page, newest first. */
    List<DeadLetter> newestFirst(Page page) {
        long last = Math.min((long) page.offset() + page.limit(), limits.max());
        Response entries = redis.sendRepeatable(Request.cmd(Command.XREVRANGE)
                .arg(KEY)
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(last));
        List<DeadLetter> letters = new ArrayList<>();
        for (int i = page.offset(); i < entries.size(); i++) {
            letters.add(read(entries.get(i).get(1).get(1).toBytes()));
        }
        return letters;
    }

    private static DeadLetter read(byte[] json) {
        try {
            return Json.mapper().readValue(json, DeadLetter.class);
        } catch (IOException damaged) {
            throw new UncheckedIOException("stored dead letter is not JSON", damaged);
        }
    }
}
