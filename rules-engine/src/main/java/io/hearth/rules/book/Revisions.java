package io.hearth.rules.book;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.store.Fence;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.TurnOver;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;

/**
 * How the rules came to be as they are, where several replicas change them: each change makes a revision, from the one that it
 * was made of, or is not stored. A list of the last ones says which rules each was about.
 */
public final class Revisions {
    private static final String REVISION = "{" + RuleStore.RULES + "}:revision";
    private static final String CHANGES = "{" + RuleStore.RULES + "}:changes";
    private static final int KEPT = 200;
    /** A change of more rules says only that all are to be read. */
    private static final int MOST_NAMES = 2000;

    private static final int MEANWHILE = 8;

    private static final String FIRST = "0 none";
    private static final String NOTHING = "";
    private static final Duration LOOK = Duration.ofMillis(20);

    private final RedisBatch redis;
    private final Duration patience;
    private final int tries;
    private final LongPredicate knownToAll;
    private volatile String known = NOTHING;

    /**
     * Nothing is known yet.
     *
     * @param patience   how long a change waits until all replicas know it
     * @param tries      how often a change is made of what others have changed meanwhile, before it is refused
     * @param knownToAll whether all do
     * @throws IllegalArgumentException when it would not be tried at all
     */
    public Revisions(RedisBatch redis, Duration patience, int tries, LongPredicate knownToAll) {
        if (tries < 1) {
            throw new IllegalArgumentException("hearth.rules.replica.tries is " + tries + ", allowed is 1 or more");
        }
        this.redis = redis;
        this.patience = patience;
        this.tries = tries;
        this.knownToAll = knownToAll;
    }

    /** Another replica has changed the rules since they were read: nothing was stored. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another replica has changed the rules meanwhile", null, false, false);
        }
    }

    /**
     * What has changed.
     *
     * @param revision up to which
     * @param isAll    whether it can be any rule
     * @param names    the rules that have changed, come or gone; none when it can be any
     */
    record News(String revision, boolean isAll, Set<String> names) {}

    private record Entry(long revision, boolean all, List<String> names) {}

    /** How often others may be faster with a change before it is refused: nobody here can change anything meanwhile. */
    int tries() {
        return tries;
    }

    /** What others have changed; empty when it is all known. */
    Optional<News> news() {
        String now = text(redis.sendRepeatable(Request.cmd(Command.GET).arg(REVISION)));
        if (now.equals(known)) {
            return Optional.empty();
        }
        if (known.equals(NOTHING) || number(now) <= number(known)) {
            return Optional.of(new News(now, true, Set.of()));
        }
        Set<String> names = new HashSet<>();
        long oldest = Long.MAX_VALUE;
        boolean all = false;
        // As far back as is not known, and a few more, as others can have been added in front.
        long back = number(now) - number(known) + MEANWHILE;
        for (Response json : redis.sendRepeatable(
                Request.cmd(Command.LRANGE).arg(CHANGES).arg(0).arg(back))) {
            Entry entry = read(json);
            oldest = Math.min(oldest, entry.revision());
            if (entry.revision() > number(known)) {
                all |= entry.all();
                names.addAll(entry.names());
            }
        }
        boolean isWhole = oldest <= number(known) + 1;
        return Optional.of(isWhole && !all ? new News(now, false, names) : new News(now, true, Set.of()));
    }

    /** What was new is known now. */
    void known(News news) {
        known = news.revision();
    }

    /** The number of the revision that is known; negative for none. */
    long known() {
        return known.equals(NOTHING) ? -1 : number(known);
    }

    /**
     * Stores a change of what is known, all or nothing.
     *
     * @throws Overtaken when the rules are others by now
     */
    void save(List<Request> change, Collection<String> names) {
        if (change.isEmpty()) {
            return;
        }
        long number = number(known) + 1;
        String next = number + " " + UUID.randomUUID();
        boolean all = names.size() > MOST_NAMES;
        List<Request> requests = new ArrayList<>(change);
        requests.add(Request.cmd(Command.SET).arg(REVISION).arg(next));
        requests.add(Request.cmd(Command.LPUSH)
                .arg(CHANGES)
                .arg(Json.bytes(new Entry(number, all, all ? List.of() : List.copyOf(names)))));
        requests.add(Request.cmd(Command.LTRIM).arg(CHANGES).arg(0).arg(KEPT - 1L));
        try {
            begin();
            FencedRedis.behind(new Fence(REVISION, known, () -> {}), redis).transact(requests);
        } catch (TurnOver others) {
            // The connection can be lost with the answer, and it is stored all the same.
            if (!text(redis.sendRepeatable(Request.cmd(Command.GET).arg(REVISION)))
                    .equals(next)) {
                throw new Overtaken();
            }
        }
        known = next;
    }

    /** Before the first change there is nothing to change from. */
    private void begin() {
        if (known.equals(FIRST)) {
            redis.sendRepeatable(
                    Request.cmd(Command.SET).arg(REVISION).arg(FIRST).arg("NX"));
        }
    }

    /** Waits until all replicas evaluate by what is known here, but not for ever: one can be stuck. */
    void awaitKnown() {
        long revision = known();
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!knownToAll.test(revision) && System.nanoTime() - end < 0) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Response revision) {
        return revision == null ? FIRST : revision.toString();
    }

    private static long number(String revision) {
        return Long.parseLong(revision.substring(0, revision.indexOf(' ')));
    }

    private static Entry read(Response json) {
        try {
            return Json.read(json.toBytes(), Entry.class);
        } catch (IOException notOurs) {
            return new Entry(Long.MAX_VALUE, true, List.of());
        }
    }
}
