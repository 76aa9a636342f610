package io.hearth.rules.replica;

import io.hearth.rules.store.Fence;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is up, in Redis: each replica says so again and again, and is forgotten when it does not. Beside it into how many shares
 * the devices are divided, which only changes when nobody is up.
 */
final class Register {
    private static final String PRESENT = "re:{replica}:present";
    private static final String ABOUT = "re:{replica}:about";
    private static final String SHARES = "re:{replica}:shares";

    /**
     * Answers {0, shares} when those that are up divide the devices into another number of shares; else 1, the time, what all
     * say of themselves, and for each share whose turn it is. When the number changes nobody's turn is left: who stood still
     * since before writes nothing any more.
     *
     * <p>Those of a version that knew no shares do not say that they are there, nor the number: that is one then, and one of them
     * is there as long as the lease of all devices is held. Who shares the devices holds it all the time, so that none takes it.
     */
    private static final String ANNOUNCE = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
              redis.call('HDEL', KEYS[2], gone)
              redis.call('ZREM', KEYS[1], gone)
            end
            local shares = tonumber(ARGV[4])
            local known = redis.call('GET', KEYS[3])
            local before = tonumber(known or redis.call('EXISTS', KEYS[4]) == 1 and 1 or shares)
            if before ~= shares then
              if not known and redis.call('EXISTS', KEYS[5]) == 1 then
                return {0, before}
              end
              local mine = redis.call('ZSCORE', KEYS[1], ARGV[1]) and 1 or 0
              if redis.call('ZCARD', KEYS[1]) > mine then
                return {0, before}
              end
              for i = -1, before - 1 do
                local turn = KEYS[4] .. (i < 0 and '' or ':' .. i)
                local last = redis.call('GET', turn)
                if last then
                  redis.call('SET', turn, (string.match(last, '^%d+') or '0') .. ' none none')
                end
              end
            end
            redis.call('SET', KEYS[3], shares)
            if shares > 1 then
              redis.call('SET', KEYS[5], '', 'PX', ARGV[2])
            end
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
            local turns = {}
            for i = 0, shares - 1 do
              local suffix = shares == 1 and '' or ':' .. i
              local held = redis.call('EXISTS', KEYS[5] .. suffix) == 1
              turns[i + 1] = held and redis.call('GET', KEYS[4] .. suffix) or ''
            end
            return {1, now, redis.call('HVALS', KEYS[2]), turns}
            """;

    private final RedisBatch redis;
    private final int shares;
    private final Duration lasts;

    Register(RedisBatch redis, int shares, Duration lasts) {
        this.redis = redis;
        this.shares = shares;
        this.lasts = lasts;
    }

    /** What became of an announcement. */
    sealed interface Answer {
        /** Who is up. */
        record Welcome(long now, View view) implements Answer {}

        /** The others divide the devices into so many shares. */
        record Unlike(int shares) implements Answer {}
    }

    Answer announce(Present me) {
        Response answer = redis.send(Request.cmd(Command.EVAL)
                .arg(ANNOUNCE)
                .arg(5)
                .arg(PRESENT)
                .arg(ABOUT)
                .arg(SHARES)
                .arg(Fence.TURN)
                .arg(Lease.HELD)
                .arg(me.run())
                .arg(lasts.toMillis())
                .arg(me.text())
                .arg(shares));
        if (answer.get(0).toInteger() == 0) {
            return new Answer.Unlike(answer.get(1).toInteger());
        }
        List<Present> present = new ArrayList<>();
        answer.get(2).forEach(json -> Present.read(json.toBytes()).ifPresent(present::add));
        List<Optional<Holder>> holders = new ArrayList<>();
        answer.get(3).forEach(turn -> holders.add(Holder.parse(turn.toString())));
        return new Answer.Welcome(answer.get(1).toLong(), new View(present, holders));
    }

    /** Is no longer there for the others. */
    void leave(String run) {
        redis.send(List.of(
                Request.cmd(Command.ZREM).arg(PRESENT).arg(run),
                Request.cmd(Command.HDEL).arg(ABOUT).arg(run)));
    }
}
