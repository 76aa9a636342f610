package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What becomes of actions: stored first, then told to those who hear, and counted. Whoever settles one waits for the store, which may
 * be away for a while; what has become pointless leaves the store before.
 */
final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final OutboxStore store;
    private final Obsolete obsolete;
    private final ActionConfig config;
    private final Clock clock;
    private final OutboxFigures figures = new OutboxFigures();
    private final Listeners listeners = new Listeners();

    Ledger(OutboxStore store, Obsolete obsolete, ActionConfig config, Clock clock) {
        this.store = store;
        this.obsolete = obsolete;
        this.config = config;
        this.clock = clock;
    }

    OutboxFigures figures() {
        return figures;
    }

    Listeners listeners() {
        return listeners;
    }

    /** It was done; answers when, for {@link #tellDone}. */
    Instant done(Intent intent) throws InterruptedException {
        figures.of(intent).done();
        Instant at = clock.instant();
        untilStored(intent, () -> {
            listeners.succeeds(intent, at);
            store.remove(List.of(intent));
        });
        return at;
    }

    /** It was carried out, and is looked at from now on, also by whoever comes after a kill: it must not act again. */
    void acted(Intent intent) throws InterruptedException {
        Instant at = clock.instant();
        untilStored(intent, () -> store.keep(intent.actedAt(at)));
    }

    /** Tells that it was done, once nothing waits for it any more. */
    void tellDone(Intent intent, Instant at) {
        listeners.done(intent, at);
    }

    /** It need not be tried again. */
    void dropped(Intent intent) throws InterruptedException {
        figures.of(intent).superseded(1);
        untilStored(intent, () -> store.remove(List.of(intent)));
    }

    /** It is given up; the answer is for {@link #tellFailed}. */
    FailedAction failed(Intent intent, String reason, int tried) throws InterruptedException {
        return failed(intent, reason, tried, listeners::fails);
    }

    /** It is given up because it is not worth doing any more. */
    void expired(Intent intent, String reason, int tried) throws InterruptedException {
        figures.of(intent).expired();
        tellFailed(failed(intent, reason, tried));
    }

    /** Its device did not obey. */
    void disobeyed(Intent intent, String reason, int tried) throws InterruptedException {
        // Told first: once it has left the store, a process that dies has told nobody that a lock did not obey.
        untilStored(intent, listeners.disobeyed(intent, reason));
        failed(intent, reason, tried, any -> {});
    }

    private FailedAction failed(Intent intent, String reason, int tried, Consumer<FailedAction> first)
            throws InterruptedException {
        LOG.warnf(
                "action given up kind=%s target=%s command=%s rule=%s reason=%s",
                kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        figures.of(intent).failed();
        FailedAction failed = new FailedAction(intent, reason, tried, clock.instant());
        untilStored(intent, () -> {
            first.accept(failed);
            store.giveUp(failed);
        });
        return failed;
    }

    /** Tells that it was given up, once nothing waits for it any more. */
    void tellFailed(FailedAction failed) {
        listeners.failed(failed);
    }

    /** Gives up one that was crowded out; when that cannot be stored now, it comes again after the next start. */
    void tryToFail(Intent intent, String reason) {
        figures.of(intent).failed();
        FailedAction failed = new FailedAction(intent, reason, 0, clock.instant());
        try {
            obsolete.remove(Lane.of(intent));
            listeners.fails(failed);
            store.giveUp(failed);
            listeners.failed(failed);
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "action given up is still stored, and comes again after the next start");
        }
    }

    /** So many commands were superseded, of any device. */
    void superseded(int commands) {
        figures.of(Deed.Kind.COMMAND).superseded(commands);
        obsolete.tryRemove();
    }

    /** So many commands of one device were superseded. */
    void superseded(int commands, Lane lane) {
        figures.of(Deed.Kind.COMMAND).superseded(commands);
        obsolete.tryRemove(lane);
    }

    /** These were withdrawn, and need not be stored any more. */
    void withdrawn() {
        obsolete.tryRemove();
    }

    /** core-command is there, and says not now: the time for which the action is worth doing begins anew, unless its rule says it. */
    void renewed(Intent refused, Instant now) {
        refused.validity().filter(Validity::renewable).ifPresent(validity -> {
            try {
                store.keep(refused.with(Optional.of(validity.renewed(now))));
            } catch (RuntimeException notNow) {
                LOG.debugf(notNow, "that an action is worth doing for longer is not stored");
            }
        });
    }

    private void untilStored(Intent intent, Runnable change) throws InterruptedException {
        Backoff backoff = new Backoff(config.firstRetry(), config.longestRetry());
        boolean stored = false;
        while (!stored) {
            try {
                obsolete.remove(Lane.of(intent));
                change.run();
                stored = true;
            } catch (RuntimeException notNow) {
                LOG.debugf(notNow, "store does not take the end of an action, trying again");
                Thread.sleep(backoff.next());
            }
        }
    }

    /** As it is told in the log. */
    static String kindOf(Intent intent) {
        return intent.deed().kind().name().toLowerCase(Locale.ROOT);
    }
}
