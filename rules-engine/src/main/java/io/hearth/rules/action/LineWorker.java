package io.hearth.rules.action;

import io.hearth.rules.document.Times;
import io.hearth.rules.fault.Faults;
import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** Does the actions of one line, one after the other, until none is left. */
final class LineWorker implements Runnable {
    private static final Logger LOG = Logger.getLogger(LineWorker.class);

    private final Line line;
    private final WaitingActions waiting;
    private final Attempts attempts;
    private final Ledger ledger;
    private final ActionConfig config;
    private String lastReason = "";

    LineWorker(Line line, WaitingActions waiting, Attempts attempts, Ledger ledger, ActionConfig config) {
        this.line = line;
        this.waiting = waiting;
        this.attempts = attempts;
        this.ledger = ledger;
        this.config = config;
    }

    @Override
    public void run() {
        Backoff faults = new Backoff(config.firstRetry(), config.longestRetry());
        try {
            if (line.isAside()) {
                waiting.pauseAtFirst(line);
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
            if (waiting.isAbandoned(line)) {
                // Since before it broke.
                drop(line.tried().orElseThrow());
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
        for (Intent over : waiting.takeOver(line)) {
            boolean wasTried = line.tried().filter(over::equals).isPresent();
            String reason = "was not done within "
                    + Times.write(over.validity().orElseThrow().time()) + ", for which it is worth doing (validFor)"
                    + (wasTried ? "; the last attempt: " + lastReason : "");
            ledger.expired(over, reason, wasTried ? line.failures() : 0);
        }
        return waiting.next(line);
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
                    Ledger.kindOf(intent), intent.deed().target(), intent.command(), line.failures());
        }
        if (!line.isLook()) {
            overtake(intent);
        }
        Instant at = ledger.done(intent);
        waiting.finish(line, intent);
        ledger.tellDone(intent, at);
    }

    private void overtake(Intent acted) {
        ledger.superseded(waiting.overtake(acted), Lane.of(acted));
    }

    private void unconfirmed(Intent intent, String reason) throws InterruptedException {
        if (line.isLook()) {
            later(intent, reason, Optional.empty());
            return;
        }
        // It has acted, also when it is given up now.
        overtake(intent);
        if (isLastAttempt(intent)) {
            later(intent, reason, Optional.empty());
            return;
        }
        figures(intent).retried();
        // Before it is asked whether it is still wanted, as in refused(): what is not is then taken out of the store
        // again.
        ledger.acted(intent);
        if (waiting.lookBeside(line, intent)) {
            LOG.warnf(
                    "action is not confirmed, looked at again while others of its device go on kind=%s target=%s command=%s rule=%s reason=%s",
                    Ledger.kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
            ledger.listeners().unconfirmed(intent, reason);
        } else {
            drop(intent);
        }
    }

    /** What proves it may be there at once, or come while others of its device go on. */
    private void acted(Intent intent, Duration within) throws InterruptedException {
        boolean goesOn;
        if (line.isLook()) {
            goesOn = waiting.pause(line, intent, Optional.of(within));
        } else {
            overtake(intent);
            ledger.acted(intent);
            goesOn = waiting.lookBeside(line, intent);
        }
        if (!goesOn) {
            drop(intent);
        }
    }

    private void disobeyed(Intent intent, String reason) throws InterruptedException {
        ledger.disobeyed(intent, reason, line.failures() + 1);
        waiting.finish(line, intent);
    }

    private void later(Intent intent, String reason, Optional<Duration> pause) throws InterruptedException {
        lastReason = reason;
        if (line.noteTrouble(true)) {
            LOG.warnf(
                    "action waits, trying again kind=%s target=%s command=%s rule=%s reason=%s",
                    Ledger.kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        }
        figures(intent).retried();
        if (isLastAttempt(intent) && !waiting.isAbandoned(line)) {
            giveUp(intent, reason);
        } else if (!waiting.pause(line, intent, pause)) {
            drop(intent);
        }
    }

    private void refused(Intent intent, String reason) throws InterruptedException {
        // Before it is asked whether it is still wanted: what is not is then taken out of the store again.
        ledger.renewed(intent, waiting.noteRefusal(line));
        if (line.isAside() || isLastAttempt(intent)) {
            later(intent, reason, Optional.empty());
            return;
        }
        OptionalInt superseded = waiting.setAside(line, intent);
        figures(intent).retried();
        if (superseded.isPresent()) {
            ledger.superseded(superseded.getAsInt(), Lane.of(intent));
            LOG.warnf(
                    "action is refused for now and set aside, others of its device go on kind=%s target=%s command=%s rule=%s reason=%s",
                    Ledger.kindOf(intent), intent.deed().target(), intent.command(), intent.rule(), reason);
        } else {
            drop(intent);
        }
    }

    private boolean isLastAttempt(Intent intent) {
        // One that waits for its proof has its own time.
        if (isProofAwaited(intent)) {
            return false;
        }
        KindLimits limits = KindLimits.of(config, intent);
        int most = limits.maxAttempts();
        return most > 0 && line.failures() + 1 >= most || limits.isTooOld(line.triedFor());
    }

    private boolean isProofAwaited(Intent intent) {
        return line.isLook() && Proofs.isWanted(intent);
    }

    private void drop(Intent intent) throws InterruptedException {
        ledger.dropped(intent);
        waiting.finish(line, intent);
    }

    private void giveUp(Intent intent, String reason) throws InterruptedException {
        FailedAction failed = ledger.failed(intent, reason, line.failures() + 1);
        waiting.finish(line, intent);
        ledger.tellFailed(failed);
    }

    private KindFigures figures(Intent intent) {
        return ledger.figures().of(intent);
    }
}
