package io.hearth.rules.replica;

import io.hearth.rules.store.Fence;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Share;
import io.hearth.runtime.redis.RedisBatch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A turn that lasts as long as the lease is renewed. Judged by this machine's clock, from before the lease was asked for: so it is over
 * here before it is over in Redis, also for a process that stood still meanwhile.
 */
final class LeasedTurn implements Turn {
    private final Holder holder;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final FencedRedis redis;
    private long until;
    private boolean ended;

    /** Begins, with a lease that was asked for at {@code asked} (ns, of the clock given). */
    LeasedTurn(Holder holder, Share share, long asked, Duration lease, LongSupplier nanoTime, RedisBatch redis) {
        this.holder = holder;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.until = asked + lease.toNanos();
        this.redis = FencedRedis.behind(new Fence(Fence.TURN + share.suffix(), holder.text(), this::end), redis, share);
    }

    Holder holder() {
        return holder;
    }

    @Override
    public long epoch() {
        return holder.epoch();
    }

    @Override
    public synchronized boolean lasts() {
        return !ended && until - nanoTime.getAsLong() > 0;
    }

    @Override
    public FencedRedis redis() {
        return redis;
    }

    /** The lease was renewed; asked for at this time. One that is over stays over: what was at work may have been told so. */
    synchronized void renewed(long asked) {
        if (lasts()) {
            until = asked + lease.toNanos();
        }
    }

    /** It is over: another has taken over, or we stop. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until it is over. */
    synchronized void awaitEnd() throws InterruptedException {
        while (lasts()) {
            TimeUnit.NANOSECONDS.timedWait(this, until - nanoTime.getAsLong());
        }
    }
}
