package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Which devices have had something new, in order: {@code cd:changed} gives each device the number of the last batch that held
 * events of it. The numbers are counted by Redis (under the member ""), not read from a clock, so they are the same for all
 * replicas and never go back. A device gets its number after its events are there: who sees the number sees the events.
 */
@ApplicationScoped
public class Changes {
    static final String KEY = "cd:changed";
    private static final String COUNTER = "";
    /** Sorted set: devices that have no events any more, each behind the number with which that was announced, by when. */
    private static final String LEFT = "cd:changed:left";

    private static final int FORGOTTEN_TOGETHER = 200;
    private static final String FORGET = """
            if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[2]) or -1) == tonumber(ARGV[1]) then
              return redis.call('ZREM', KEYS[1], ARGV[2])
            end
            return 0""";
    private static final String ANNOUNCE = """
            local number = redis.call('ZINCRBY', KEYS[1], 1, '')
            local scored = {}
            for i, device in ipairs(ARGV) do
              scored[2 * i - 1], scored[2 * i] = number, device
            end
            -- Lua cannot hand over many more arguments than this at once.
            for from = 1, #scored, 2000 do
              redis.call('ZADD', KEYS[1], unpack(scored, from, math.min(from + 1999, #scored)))
            end
            return number""";

    private final RedisBatch redis;

    Changes(RedisBatch redis) {
        this.redis = redis;
    }

    /** A device had something new in the batch with this number. */
    public record Change(String device, long number) {}

    /**
     * What changed after a position.
     *
     * @param position the position to ask with the next time
     * @param changes  each device once, with its last change, the least number first
     */
    public record Since(long position, List<Change> changes) {}

    /** To be sent behind the events of these devices; also behind duplicates, whose first announcement a crash may have lost. */
    static Request announce(List<String> devices) {
        Request request = Request.cmd(Command.EVAL).arg(ANNOUNCE).arg(1).arg(KEY);
        devices.forEach(request::arg);
        return request;
    }

    /** To be sent when a device was taken off the lists and announced with this number. */
    static Request left(String device, long number, long nowMillis) {
        return Request.cmd(Command.ZADD).arg(LEFT).arg(nowMillis).arg(number + " " + device);
    }

    /** Takes devices off that left before this time and were not announced since; some of them, so that it is no long step. */
    static void forgetLeft(RedisBatch redis, long beforeMillis) {
        Response left = redis.sendRepeatable(Request.cmd(Command.ZRANGEBYSCORE)
                .arg(LEFT)
                .arg("-inf")
                .arg("(" + beforeMillis)
                .arg("LIMIT")
                .arg(0)
                .arg(FORGOTTEN_TOGETHER));
        List<Request> requests = new ArrayList<>();
        for (Response item : left) {
            String entry = item.toString();
            int space = entry.indexOf(' ');
            requests.add(Request.cmd(Command.EVAL)
                    .arg(FORGET)
                    .arg(1)
                    .arg(KEY)
                    .arg(entry.substring(0, space))
                    .arg(entry.substring(space + 1)));
            requests.add(Request.cmd(Command.ZREM).arg(LEFT).arg(entry));
        }
        redis.sendRepeatable(requests);
    }

    /** The position now. */
    public long position() {
        Response counter =
                redis.sendRepeatable(Request.cmd(Command.ZSCORE).arg(KEY).arg(COUNTER));
        return counter == null ? 0 : counter.toLong();
    }

    /** The devices that had something new after the position. */
    public Since since(long position) {
        Response reply = redis.sendRepeatable(Request.cmd(Command.ZRANGE)
                .arg(KEY)
                .arg("(" + position)
                .arg("+inf")
                .arg("BYSCORE")
                .arg("WITHSCORES"));
        long newest = position;
        List<Change> changes = new ArrayList<>(reply.size());
        for (Response pair : reply) {
            long number = pair.get(1).toLong();
            newest = Math.max(newest, number);
            String device = pair.get(0).toString();
            if (!device.equals(COUNTER)) {
                changes.add(new Change(device, number));
            }
        }
        return new Since(newest, changes);
    }
}
