package io.hearth.rules.replica;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Share;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * One of several replicas: stands by until the lease is free, is at work as long as it renews it, and stands by again when
 * another has taken over. One that has no others is at work from its start to its stop, and asks nobody.
 */
public final class Replica implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);
    private static final String RENEWAL = "rules-lease";

    private final RedisBatch redis;
    private final ReplicaConfig config;
    private final Share share;
    private final Admission admission;
    private final Optional<Lease> lease;
    private final Duty duty;
    private final LongAdder turns = new LongAdder();
    private volatile Standing standing = new Standing.By("nobody is known to be at work yet");
    private volatile Optional<LeasedTurn> own = Optional.empty();
    private volatile boolean stopping;
    private Optional<Thread> life = Optional.empty();

    /** What there is to do, for as long as it is this replica's turn. */
    public interface Duty {
        /** Begins. What takes long is not waited for. */
        void begin(Turn turn);

        /** Ends, and waits until nothing is done any more. */
        void end();
    }

    /**
     * With what it does when it is at work.
     *
     * @throws IllegalArgumentException when the lease could not be renewed twice before it lapses
     */
    public Replica(RedisBatch redis, ReplicaConfig config, Duty duty) {
        this(redis, config, Share.ALL, config.instance().map(Me::named), Admission.ALWAYS, duty);
    }

    /**
     * One of several who share the devices, with what it does when it is at work.
     *
     * @throws IllegalArgumentException when the lease could not be renewed twice before it lapses
     */
    public Replica(RedisBatch redis, ReplicaConfig config, Share share, Company company, Duty duty) {
        this(redis, config, share, Optional.of(company.me()), company, duty);
    }

    private Replica(
            RedisBatch redis, ReplicaConfig config, Share share, Optional<Me> me, Admission admission, Duty duty) {
        requireShort("renew", config.renew(), config.lease());
        requireShort("look", config.look(), config.lease());
        this.redis = redis;
        this.config = config;
        this.share = share;
        this.admission = admission;
        this.lease = me.map(one -> new Lease(redis, one, share, config.lease()));
        this.duty = duty;
    }

    private static void requireShort(String setting, Duration value, Duration lease) {
        if (!value.isPositive() || value.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("hearth.rules.replica." + setting + " is " + value.toMillis()
                    + " ms, allowed is 1 ms to half of hearth.rules.replica.lease, which is " + lease.toMillis()
                    + " ms");
        }
    }

    /** At work, or standing by. */
    public Standing standing() {
        return standing;
    }

    /** How often it was its turn since the start. */
    public long turns() {
        return turns.sum();
    }

    /** Begins: at once when there are no others. */
    public void start() {
        if (lease.isEmpty()) {
            begin(Turn.unshared(FencedRedis.open(redis)));
            return;
        }
        // A platform thread: it must be on time however busy the others are.
        Thread thread = Thread.ofPlatform().daemon().name(worker()).unstarted(() -> live(lease.get()));
        life = Optional.of(thread);
        thread.start();
    }

    private String worker() {
        return "rules-replica" + share.suffix();
    }

    private void begin(Turn turn) {
        standing = new Standing.AtWork(turn.epoch());
        turns.increment();
        duty.begin(turn);
    }

    private void live(Lease lease) {
        try {
            while (!stopping) {
                tryToTakePart(lease);
                if (!stopping) {
                    Thread.sleep(config.look());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What breaks a turn ends that turn, and not the replica. */
    private void tryToTakePart(Lease lease) {
        try {
            takePart(lease);
            Faults.over(worker());
        } catch (RuntimeException | Error unforeseen) {
            Faults.failing(worker(), unforeseen);
        }
    }

    private void takePart(Lease lease) {
        if (admission.enter()) {
            try {
                tryToTake(lease).ifPresent(mine -> work(lease, mine));
            } finally {
                admission.leave();
            }
        } else {
            standBy(admission.reason());
        }
    }

    private Optional<LeasedTurn> tryToTake(Lease lease) {
        long asked = System.nanoTime();
        try {
            return switch (lease.take()) {
                case Lease.Attempt.Taken(Holder mine) ->
                    Optional.of(new LeasedTurn(mine, share, asked, config.lease(), System::nanoTime, redis));
                case Lease.Attempt.Held(Optional<Holder> by) -> {
                    standBy(by.map(other -> "'" + other.name() + "' is at work, epoch " + other.epoch())
                            .orElse("another replica is at work"));
                    yield Optional.empty();
                }
            };
        } catch (RuntimeException notNow) {
            standBy("the lease cannot be asked for: " + notNow.getMessage());
            return Optional.empty();
        }
    }

    private void standBy(String reason) {
        Standing now = new Standing.By(reason);
        if (!now.equals(standing)) {
            LOG.infof("standing by share=%d reason=%s", share.number(), reason);
        }
        standing = now;
    }

    private void work(Lease lease, LeasedTurn mine) {
        own = Optional.of(mine);
        Thread renewal =
                Thread.ofPlatform().daemon().name(RENEWAL + share.suffix()).start(() -> renew(lease, mine));
        try {
            LOG.infof(
                    "at work share=%d replica=%s epoch=%d",
                    share.number(), mine.holder().name(), mine.epoch());
            begin(mine);
            Faults.over(worker());
            if (!stopping) {
                mine.awaitEnd();
            }
        } catch (InterruptedException stop) {
            // What is at work is ended all the same, which waits for threads: so not as one who is interrupted.
            LOG.debugf("stopped epoch=%d", mine.epoch());
        } finally {
            mine.end();
            standBy("the turn with epoch " + mine.epoch() + " is over");
            renewal.interrupt();
            duty.end();
            own = Optional.empty();
            tryToGiveBack(lease, mine);
        }
    }

    /** Beside the one who waits for the end of the turn, which does not wait for Redis. */
    private void renew(Lease lease, LeasedTurn mine) {
        try {
            while (mine.lasts()) {
                Thread.sleep(config.renew());
                tryToRenew(lease, mine);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToRenew(Lease lease, LeasedTurn mine) {
        long asked = System.nanoTime();
        try {
            if (!mine.lasts()) {
                return;
            }
            if (lease.renew(mine.holder())) {
                mine.renewed(asked);
            } else {
                mine.end();
            }
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "lease not renewed yet epoch=%d", mine.epoch());
        } catch (Error unforeseen) {
            // The next one may be in time; else the turn is over, here as in Redis.
            Faults.noted(RENEWAL + share.suffix(), unforeseen);
        }
    }

    private static void tryToGiveBack(Lease lease, LeasedTurn mine) {
        try {
            lease.giveBack(mine.holder());
        } catch (RuntimeException lapsesByItself) {
            LOG.debugf(lapsesByItself, "lease not given back epoch=%d", mine.epoch());
        }
    }

    /** Whether it is its turn. */
    boolean isAtWork() {
        return own.filter(LeasedTurn::lasts).isPresent();
    }

    /** Ends what is at work, and lets another have the turn. */
    void handOver() {
        own.ifPresent(LeasedTurn::end);
    }

    /** Begins to stop; {@link #close} waits until it has. */
    public void endSoon() {
        stopping = true;
        life.ifPresent(thread -> own.ifPresentOrElse(LeasedTurn::end, thread::interrupt));
    }

    /** Stops: ends what is at work, then lets another begin at once. */
    @Override
    public void close() {
        stopping = true;
        if (life.isEmpty()) {
            duty.end();
            return;
        }
        endSoon();
        try {
            life.get().join(StopDeadline.atMost(LONGEST_STOP));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
