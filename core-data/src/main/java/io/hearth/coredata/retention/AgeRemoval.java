package io.hearth.coredata.retention;

import io.hearth.coredata.store.Devices;
import io.hearth.coredata.store.Removal;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/**
 * Removes what is older than somebody asked for, in the background. The request is one number in Redis, the origin before which
 * all goes: of two requests the later origin holds, so there is nothing to queue, and after a restart the work is begun anew.
 */
@Singleton
public class AgeRemoval {
    private static final String KEY = "cd:removal:before";
    private static final String ASK = """
            local known = redis.call('GET', KEYS[1])
            if not known or #known < #ARGV[1] or #known == #ARGV[1] and known < ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[1])
            end
            return 1""";
    private static final String DONE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0""";

    private final RedisBatch redis;
    private final Devices devices;
    private final Removal removal;

    AgeRemoval(RedisBatch redis, Devices devices, Removal removal) {
        this.redis = redis;
        this.devices = devices;
        this.removal = removal;
    }

    /** Asks that all events of an origin before this one go, in Unix ns; nothing happens for 0 and less. */
    public void ask(long before) {
        if (before > 0) {
            redis.sendRepeatable(
                    Request.cmd(Command.EVAL).arg(ASK).arg(1).arg(KEY).arg(before));
        }
    }

    /** Does what was asked for; answers how many events were removed. */
    long work(BooleanSupplier goOn) {
        Response asked = redis.sendRepeatable(Request.cmd(Command.GET).arg(KEY));
        if (asked == null) {
            return 0;
        }
        long removed = 0;
        for (String device : devices.names()) {
            removed += removal.olderThan(device, asked.toLong(), goOn);
        }
        if (goOn.getAsBoolean()) {
            redis.sendRepeatable(
                    Request.cmd(Command.EVAL).arg(DONE).arg(1).arg(KEY).arg(asked.toString()));
        }
        return removed;
    }
}
