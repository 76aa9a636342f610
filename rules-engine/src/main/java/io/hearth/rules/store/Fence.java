package io.hearth.rules.store;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps what a replica writes out of Redis once another one has taken its place (a fencing token). Each transaction watches
 * the key that says whose turn it is, and comes with a script that touches this key when the turn is another's: so it is
 * not executed, whether the turn went before it or in its midst. All in one round trip, and the commands themselves are
 * those of any transaction.
 */
public final class Fence {
    /** The key that says whose turn it is; with a {@link Share#suffix} behind it where devices are shared out. It has no time-to-live: the turn stays with who had it last. */
    public static final String TURN = "re:{replica}:turn";

    /** 1 when the turn is ours; else touches the key, and leaves it as it was. A full Redis takes these commands too. */
    private static final String CHECK = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return 1
            end
            if redis.call('PEXPIRE', KEYS[1], 86400000) == 1 then
              redis.call('PERSIST', KEYS[1])
            else
              redis.call('SET', KEYS[1], '')
              redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    /** Where the script's reply is: behind that of WATCH. */
    private static final int CHECKED = 1;

    private final String key;
    private final String turn;
    private final Runnable onRefusal;
    private volatile boolean over;

    /**
     * Lets through what is written in one turn.
     *
     * @param turn      what is under {@link #TURN} as long as it lasts
     * @param onRefusal told, each time, that the turn is another's
     */
    public Fence(String turn, Runnable onRefusal) {
        this(TURN, turn, onRefusal);
    }

    /** As {@link #Fence(String, Runnable)}, where another key says whose turn it is. */
    public Fence(String key, String turn, Runnable onRefusal) {
        this.key = key;
        this.turn = turn;
        this.onRefusal = onRefusal;
    }

    /**
     * Sends commands, all or none.
     *
     * @param send sends a batch to Redis
     * @return the reply of EXEC
     * @throws TurnOver when the turn is another's; nothing is written then, nor ever again
     */
    Response pass(List<Request> commands, Function<List<Request>, List<Response>> send) {
        while (!over) {
            // The script goes with its source: unknown to Redis it would fail, and the transaction would not.
            List<Request> batch = new ArrayList<>(commands.size() + 4);
            batch.add(Request.cmd(Command.WATCH).arg(key));
            batch.add(Request.cmd(Command.EVAL).arg(CHECK).arg(1).arg(key).arg(turn));
            batch.addAll(Transactions.of(commands));
            List<Response> replies = send.apply(batch);
            Response executed = replies.getLast();
            if (executed != null) {
                return executed;
            }
            // Not executed and ours all the same: somebody whose turn is over touched the key in between.
            over = replies.get(CHECKED).toInteger() == 0;
        }
        onRefusal.run();
        throw new TurnOver();
    }
}
