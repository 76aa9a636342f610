package io.hearth.rules.action;

import io.hearth.rules.document.Times;
import io.hearth.rules.fault.Faults;
import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Does the actions of one line, one after the other, until none is left. */
final class LineWorker implements Runnable {
    private static final Logger LOG = Logger.getLogger(LineWorker.class);

    private final Outbox outbox;
    private final Line line;
    private final Attempts attempts;
    private String lastReason = "";

    LineWorker(Outbox outbox, Line line, Attempts attempts) {
        this.outbox = outbox;
        this.line = line;
        this.attempts = attempts;
    }

    @Override
    public void run() {
        Backoff faults =
                new Backoff(outbox.config().firstRetry(), outbox.config().longestRetry());
        try {
            if (line.isAside()) {
                outbox.pauseAtFirst(line);
            }
            while (!isWorkedOff()) {
                Thread.sleep(faults.next());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing is left in the line; not when something broke that nobody foresaw. */
    private boolean isWorkedOff() throws InterruptedException {
        try {
            if (outbox.abandoned(line)) {
                // Since before it broke.
                forget(line.tried().orElseThrow());
            }
            Optional<Intent> next = next();
            while (next.isPresent()) {
                settle(next.get(), attempts.at(line, next.get()));
                next = next();
            }
            return true;
        } catch (RuntimeException | Error unforeseen) {
            Faults.noted("actions of kind " + line.key().lane().kind(), unforeseen);
            return false;
        }
    }

    /** What is to be tried now, after what is not worth doing any more is out of its way. */
    private Optional<Intent> next() throws InterruptedException {
        for (Intent over : outbox.takeOver(line)) {
            figures(over).expired();
            boolean wasTried = line.tried().filter(over::equals).isPresent();
            String reason = "was not done within "
                    + Times.write(over.validity().orElseThrow().time()) + ", for which it is worth doing (validFor)"
                    + (wasTried ? "; the last attempt: " + lastReason : "");
            told(settleFailed(over, reason, wasTried ? line.failures() : 0, outbox.listeners()::fails));
        }
        return outbox.next(line);
    }

    private void settle(Intent intent, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Done() -> done(intent);
            case Outcome.Never(String reason) -> giveUp(intent, reason);
            case Outcome.Later(String reason, Optional<Duration> pause) -> later(intent, reason, pause);
            case Outcome.Refused(String reason) -> refused(intent, reason);
            case Outcome.Unconfirmed(String reason) -> unconfirmed(intent, reason);
            case Outcome.Acted(Duration within) -> acted(intent, within);
            case Outcome.Disobeyed(String reason) -> disobeyed(intent, reason);
        }
    }

    private void done(Intent intent) throws InterruptedException {
        if (line.noteTrouble(false) && !isProofAwaited(intent)) {
            LOG.infof(
                    "actions are done again kind=%s target=%s command=%s failures=%d",
                    kindOf(intent), intent.deed().target(), intent.command(), line.failures());
        }
        figures(intent).done();
        if (!line.isLook()) {
            outbox.overtake(intent);
        }
        Instant at = outbox.clock().instant();
        untilStored(() -> {
            outbox.listeners().succeeds(intent, at);
            outbox.store().remove(List.of(intent));
        });
        outbox.finish(line, intent);
        outbox.listeners().done(intent, at);
    }

    private void unconfirmed(Intent intent, String reason) throws InterruptedException {
        if (line.isLook()) {
            later(intent, reason, Optional.empty());
            return;
        }
        // It has acted, also when it is given up now.
        outbox.overtake(intent);
        if (isLastAttempt(intent)) {
            later(intent, reason, Optional.empty());
            return;
        }
        figures(intent).retried();
        if (outbox.lookBeside(line, intent)) {
            LOG.warnf(
                    "action is not confirmed, looked at again while others of its device go on kind=%s target=%s command=%s rule=%s reason=%s",
                    kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
            outbox.listeners().unconfirmed(intent, reason);
        } else {
            forget(intent);
        }
    }

    /** What proves it may be there at once, or come while others of its device go on. */
    private void acted(Intent intent, Duration within) throws InterruptedException {
        boolean goesOn;
        if (line.isLook()) {
            goesOn = outbox.pause(line, intent, Optional.of(within));
        } else {
            outbox.overtake(intent);
            goesOn = outbox.lookBeside(line, intent);
        }
        if (!goesOn) {
            forget(intent);
        }
    }

    private void disobeyed(Intent intent, String reason) throws InterruptedException {
        // Told first: once it has left the store, a process that dies has told nobody that a lock did not obey.
        untilStored(outbox.listeners().disobeyed(intent, reason));
        settleFailed(intent, reason, line.failures() + 1, any -> {});
        outbox.finish(line, intent);
    }

    private void later(Intent intent, String reason, Optional<Duration> pause) throws InterruptedException {
        lastReason = reason;
        if (line.noteTrouble(true)) {
            LOG.warnf(
                    "action waits, trying again kind=%s target=%s command=%s rule=%s reason=%s",
                    kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        }
        figures(intent).retried();
        if (isLastAttempt(intent) && !outbox.abandoned(line)) {
            giveUp(intent, reason);
        } else if (!outbox.pause(line, intent, pause)) {
            forget(intent);
        }
    }

    private void refused(Intent intent, String reason) throws InterruptedException {
        // Before it is asked whether it is still wanted: what is not is then taken out of the store again.
        outbox.renew(line, intent);
        if (line.isAside() || isLastAttempt(intent)) {
            later(intent, reason, Optional.empty());
        } else if (outbox.setAside(line, intent)) {
            figures(intent).retried();
            LOG.warnf(
                    "action is refused for now and set aside, others of its device go on kind=%s target=%s command=%s rule=%s reason=%s",
                    kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        } else {
            figures(intent).retried();
            forget(intent);
        }
    }

    private boolean isLastAttempt(Intent intent) {
        // One that waits for its proof has its own time.
        if (isProofAwaited(intent)) {
            return false;
        }
        KindLimits limits = outbox.limits(intent);
        int most = limits.maxAttempts();
        return most > 0 && line.failures() + 1 >= most || limits.isTooOld(line.triedFor());
    }

    private boolean isProofAwaited(Intent intent) {
        return line.isLook() && Proofs.isWanted(intent);
    }

    private void forget(Intent intent) throws InterruptedException {
        figures(intent).superseded(1);
        untilStored(() -> outbox.store().remove(List.of(intent)));
        outbox.finish(line, intent);
    }

    private void giveUp(Intent intent, String reason) throws InterruptedException {
        FailedAction failed = settleFailed(intent, reason, line.failures() + 1, outbox.listeners()::fails);
        outbox.finish(line, intent);
        told(failed);
    }

    private void told(FailedAction failed) {
        outbox.listeners().failed(failed);
    }

    private FailedAction settleFailed(Intent intent, String reason, int tried, Consumer<FailedAction> first)
            throws InterruptedException {
        LOG.warnf(
                "action given up kind=%s target=%s command=%s rule=%s reason=%s",
                kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        figures(intent).failed();
        FailedAction failed =
                new FailedAction(intent, reason, tried, outbox.clock().instant());
        untilStored(() -> {
            first.accept(failed);
            outbox.store().giveUp(failed);
        });
        return failed;
    }

    private KindFigures figures(Intent intent) {
        return outbox.figures().of(intent);
    }

    private static String kindOf(Intent intent) {
        return intent.deed().kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * A line does not go on before it is stored what became of its first action: the store may be away for a while. What has
     * become pointless leaves the store before.
     */
    private void untilStored(Runnable change) throws InterruptedException {
        Backoff backoff =
                new Backoff(outbox.config().firstRetry(), outbox.config().longestRetry());
        boolean stored = false;
        while (!stored) {
            try {
                outbox.obsolete().remove(line.key().lane());
                change.run();
                stored = true;
            } catch (RuntimeException notNow) {
                LOG.debugf(notNow, "store does not take the end of an action, trying again");
                Thread.sleep(backoff.next());
            }
        }
    }
}
