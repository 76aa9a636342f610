package io.hearth.runtime.outbox;

import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Messages that must reach the bus although the process may die: written in the same atomic step as the change they tell
 * of, published after it in order, removed when the broker has acknowledged. A message can go out twice, never not at all.
 */
public final class RedisOutbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisOutbox.class);
    private static final Script PEEK = Script.resource(RedisOutbox.class, "peek.lua");
    private static final Script OFFER = Script.resource(RedisOutbox.class, "offer.lua");
    private static final Script DONE = Script.resource(RedisOutbox.class, "done.lua");
    /** What somebody else appended, or this process before it said so, is found at the latest after this. */
    private static final long IDLE_MILLIS = 5_000;

    private final String key;
    private final RedisBatch redis;
    private final Bus bus;
    private final Semaphore news = new Semaphore(0);
    private final Thread forwarder;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final Counter refused;
    private volatile boolean closed;

    /** An outbox kept in the stream {@code key}; {@link #start} begins to forward. */
    public RedisOutbox(String key, RedisBatch redis, Bus bus) {
        this.key = key;
        this.redis = redis;
        this.bus = bus;
        this.forwarder = Thread.ofVirtual().name("outbox-" + key).unstarted(this::run);
        Gauge.builder("hearth_outbox_depth", messages, AtomicLong::get)
                .description("messages that wait in Redis for the broker, as last seen")
                .tag("outbox", key)
                .register(Metrics.globalRegistry);
        Gauge.builder("hearth_outbox_octets", octets, AtomicLong::get)
                .description("octets of those messages, where they are bounded")
                .tag("outbox", key)
                .register(Metrics.globalRegistry);
        this.refused = Counter.builder("hearth_outbox_refused")
                .description("messages that did not fit any more")
                .tag("outbox", key)
                .register(Metrics.globalRegistry);
    }

    /** The stream that holds the messages: a script appends with {@code XADD key * t <topic> p <payload>}. */
    public String key() {
        return key;
    }

    /** The command that appends a message, to be sent together with the change it tells of; then call {@link #poke}. */
    public Request append(String topic, byte[] payload) {
        return Request.cmd(Command.XADD)
                .arg(key)
                .arg("*")
                .arg("t")
                .arg(topic)
                .arg("p")
                .arg(payload);
    }

    /**
     * Appends a message unless too many wait already, and has it go out. On return it is safe.
     *
     * @param most       messages that may wait
     * @param mostOctets octets that they may have together, topics and payloads; a single one may be larger
     * @return false when there is no room: nothing is appended
     */
    public boolean offer(String topic, byte[] payload, long most, long mostOctets) {
        Response reply = OFFER.run(
                        redis,
                        () -> List.of(OFFER.call(keys())
                                .arg(most)
                                .arg(mostOctets)
                                .arg(topic)
                                .arg(payload)))
                .getFirst();
        holds(reply.get(1), reply.get(2));
        boolean taken = reply.get(0).toInteger() == 1;
        if (taken) {
            poke();
        } else {
            refused.increment();
        }
        return taken;
    }

    private List<String> keys() {
        return List.of(key, key + ":octets");
    }

    private void holds(Response number, Response size) {
        messages.set(number.toLong());
        octets.set(size.toLong());
    }

    /** Begins to forward, first what an earlier run left. */
    public void start() {
        forwarder.start();
    }

    /** Says that something was appended, so that it goes out at once. */
    public void poke() {
        news.release();
    }

    /** How many messages wait. */
    public long depth() {
        return redis.sendRepeatable(Request.cmd(Command.XLEN).arg(key)).toLong();
    }

    private void run() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        while (!closed) {
            try {
                if (forward() == 0) {
                    news.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
                backoff.reset();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | Error notNow) {
                if (backoff.failures() == 0) {
                    LOG.warnf("outbox waits key=%s reason=%s", key, notNow);
                }
                pause(backoff.next());
            }
        }
    }

    /** Sends the oldest messages, as many as one step may hold; answers how many these were. */
    int forward() {
        Response waiting = PEEK.run(
                        redis,
                        () -> List.of(PEEK.call(List.of(key))
                                .arg(bus.outboxLimits().batch())
                                .arg(bus.outboxLimits().batchOctets())))
                .getFirst();
        if (waiting.size() == 0) {
            return 0;
        }
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        List<Object> done = new ArrayList<>();
        for (Response entry : waiting) {
            Response fields = entry.get(1);
            String topic = fields.get(1).toString();
            byte[] payload = fields.get(3).toBytes();
            sent.add(bus.publish(topic, payload));
            done.add(entry.get(0).toString());
            done.add(topic.getBytes(StandardCharsets.UTF_8).length + payload.length);
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        Response left = DONE.run(redis, () -> {
                    Request call = DONE.call(keys());
                    done.forEach(argument -> call.arg(argument.toString()));
                    return List.of(call);
                })
                .getFirst();
        holds(left.get(0), left.get(1));
        return sent.size();
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stop) {
            closed = true;
        }
    }

    /** Stops forwarding; what is left goes out after the next start. */
    @Override
    public void close() {
        closed = true;
        forwarder.interrupt();
    }
}
