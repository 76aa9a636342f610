package io.hearth.runtime.outbox;

import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Messages that must reach the bus although the process may die: written in the same atomic step as the change they tell
 * of, published after it in order, removed when the broker has acknowledged. A message can go out twice, never not at all.
 */
public final class RedisOutbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisOutbox.class);
    private static final int BATCH = 500;
    private static final long IDLE_MILLIS = 500;

    private final String key;
    private final RedisBatch redis;
    private final Bus bus;
    private final Semaphore news = new Semaphore(0);
    private final Thread forwarder;
    private volatile boolean closed;

    /** An outbox kept in the stream {@code key}; {@link #start} begins to forward. */
    public RedisOutbox(String key, RedisBatch redis, Bus bus) {
        this.key = key;
        this.redis = redis;
        this.bus = bus;
        this.forwarder = Thread.ofVirtual().name("outbox-" + key).unstarted(this::run);
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
                if (forward() < BATCH) {
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

    private int forward() {
        Response waiting = redis.sendRepeatable(Request.cmd(Command.XRANGE)
                .arg(key)
                .arg("-")
                .arg("+")
                .arg("COUNT")
                .arg(BATCH));
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        Request done = Request.cmd(Command.XDEL).arg(key);
        for (Response entry : waiting) {
            Response fields = entry.get(1);
            sent.add(bus.publish(fields.get(1).toString(), fields.get(3).toBytes()));
            done.arg(entry.get(0).toString());
        }
        if (!sent.isEmpty()) {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            redis.sendRepeatable(done);
        }
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
