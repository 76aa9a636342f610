package io.hearth.coredata.retention;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Lets one process of several do the work: a key in Redis that expires when its holder falls silent. A holder that stood still
 * for longer may do a step beside the next one; all that is done under the lock bears that.
 */
@Singleton
class StoreLock {
    private static final String KEY = "cd:lock:removal";
    private static final String HOLD = """
            local holder = redis.call('GET', KEYS[1])
            if holder == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            if holder then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1""";
    private static final String RELEASE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0""";

    private final RedisBatch redis;
    private final long expiryMillis;
    private final String me = UUID.randomUUID().toString();
    private long heldUntil;

    StoreLock(RedisBatch redis, DataConfig config) {
        this.redis = redis;
        this.expiryMillis = config.removal().lock().toMillis();
    }

    /** Takes or keeps the lock; asks Redis only now and then. To be called between any two steps of the work. */
    synchronized boolean hold() {
        long now = System.nanoTime() / 1_000_000;
        if (now < heldUntil - expiryMillis / 2) {
            return true;
        }
        boolean held = ask();
        heldUntil = held ? now + expiryMillis : Long.MIN_VALUE / 2;
        return held;
    }

    private boolean ask() {
        try {
            return redis.send(Request.cmd(Command.EVAL)
                                    .arg(HOLD)
                                    .arg(1)
                                    .arg(KEY)
                                    .arg(me)
                                    .arg(expiryMillis))
                            .toInteger()
                    == 1;
        } catch (StoreUnavailable failure) {
            if (failure.isFull()) {
                // It takes no new key then, and it is we who make room.
                return true;
            }
            throw failure;
        }
    }

    /** Lets another one have it. */
    synchronized void release() {
        heldUntil = Long.MIN_VALUE / 2;
        redis.send(Request.cmd(Command.EVAL).arg(RELEASE).arg(1).arg(KEY).arg(me));
    }
}
