package io.hearth.rules.replica;

import io.hearth.rules.store.Fence;
import io.hearth.rules.store.Share;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to be at work, in Redis: a key with a time-to-live, which is there as long as its holder renews it; and beside it, for
 * ever, whose turn it was last. Each turn has an epoch, by which what is written in it is known.
 */
final class Lease {
    static final String HELD = "re:{replica}:held";

    /** Answers the new epoch, or 0 when somebody holds it; and whose turn it was before. */
    private static final String TAKE = """
            local last = redis.call('GET', KEYS[1]) or ''
            if redis.call('EXISTS', KEYS[2]) == 1 then
              return {0, last}
            end
            local epoch = (tonumber(string.match(last, '^%d+')) or 0) + 1
            redis.call('SET', KEYS[1], string.format('%.0f', epoch) .. ' ' .. ARGV[1])
            redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
            return {epoch, last}
            """;

    /** A full Redis takes it too, as long as the key is there. */
    private static final String RENEW = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            if redis.call('PEXPIRE', KEYS[2], ARGV[2]) == 0 then
              redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
            end
            return 1
            """;

    private static final String GIVE_BACK = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('DEL', KEYS[2])
            end
            """;

    private final RedisBatch redis;
    private final Me me;
    private final Share share;
    private final Duration lasts;

    /** Of a share of the devices, for one run of a replica. */
    Lease(RedisBatch redis, Me me, Share share, Duration lasts) {
        this.redis = redis;
        this.me = me;
        this.share = share;
        this.lasts = lasts;
    }

    /** What became of an attempt to take it. */
    sealed interface Attempt {
        /** It is ours. */
        record Taken(Holder mine) implements Attempt {}

        /** Somebody has it; empty when what is stored about that is not understood. */
        record Held(Optional<Holder> by) implements Attempt {}
    }

    /** Takes it if nobody has it. */
    Attempt take() {
        Response answer = run(TAKE, me.run() + " " + me.name(), lasts.toMillis());
        long epoch = answer.get(0).toLong();
        return epoch == 0
                ? new Attempt.Held(Holder.parse(answer.get(1).toString()))
                : new Attempt.Taken(new Holder(epoch, me.run(), me.name()));
    }

    /** Holds it for the whole time again, also when it had lapsed and nobody took it; false when another's turn has come. */
    boolean renew(Holder mine) {
        return run(RENEW, mine.text(), lasts.toMillis()).toLong() == 1;
    }

    /** Lets another take it at once. */
    void giveBack(Holder mine) {
        run(GIVE_BACK, mine.text(), 0);
    }

    private Response run(String script, String who, long millis) {
        return redis.send(Request.cmd(Command.EVAL)
                .arg(script)
                .arg(2)
                .arg(Fence.TURN + share.suffix())
                .arg(HELD + share.suffix())
                .arg(who)
                .arg(millis));
    }
}
