package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Does the actions of one line, one after the other, until none is left. */
final class LineWorker implements Runnable {
    private static final Logger LOG = Logger.getLogger(LineWorker.class);

    private final Outbox outbox;
    private final Line line;
    private final Attempts attempts;

    LineWorker(Outbox outbox, Line line, Attempts attempts) {
        this.outbox = outbox;
        this.line = line;
        this.attempts = attempts;
    }

    @Override
    public void run() {
        try {
            if (line.isAside()) {
                outbox.pauseAtFirst(line);
            }
            Optional<Intent> next = outbox.next(line);
            while (next.isPresent()) {
                settle(next.get(), attempts.at(line, next.get()));
                next = outbox.next(line);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(Intent intent, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Done() -> done(intent);
            case Outcome.Never(String reason) -> giveUp(intent, reason);
            case Outcome.Later(String reason) -> later(intent, reason);
            case Outcome.Refused(String reason) -> refused(intent, reason);
            case Outcome.Unconfirmed(String reason) -> unconfirmed(intent, reason);
        }
    }

    private void done(Intent intent) throws InterruptedException {
        if (line.noteTrouble(false)) {
            LOG.infof(
                    "actions are done again device=%s command=%s failures=%d",
                    intent.device(), intent.command(), line.failures());
        }
        outbox.figures().done();
        if (!line.isLook()) {
            outbox.overtake(intent);
        }
        untilStored(() -> outbox.store().remove(List.of(intent)));
        outbox.finish(line, intent);
    }

    private void unconfirmed(Intent intent, String reason) throws InterruptedException {
        if (line.isLook()) {
            later(intent, reason);
            return;
        }
        // It has acted, also when it is given up now.
        outbox.overtake(intent);
        if (isLastAttempt()) {
            later(intent, reason);
            return;
        }
        outbox.figures().retried();
        if (outbox.lookBeside(line, intent)) {
            LOG.warnf(
                    "action is not confirmed, looked at again while others of its device go on device=%s command=%s rule=%s reason=%s",
                    intent.device(), intent.command(), intent.rule(), reason);
        } else {
            forget(intent);
        }
    }

    private void later(Intent intent, String reason) throws InterruptedException {
        if (line.noteTrouble(true)) {
            LOG.warnf(
                    "action waits, trying again device=%s command=%s rule=%s reason=%s",
                    intent.device(), intent.command(), intent.rule(), reason);
        }
        outbox.figures().retried();
        if (isLastAttempt() && !outbox.abandoned(line)) {
            giveUp(intent, reason);
        } else if (!outbox.pause(line, intent)) {
            forget(intent);
        }
    }

    private void refused(Intent intent, String reason) throws InterruptedException {
        if (line.isAside() || isLastAttempt()) {
            later(intent, reason);
        } else if (outbox.setAside(line, intent)) {
            outbox.figures().retried();
            LOG.warnf(
                    "action is refused for now and set aside, others of its device go on device=%s command=%s rule=%s reason=%s",
                    intent.device(), intent.command(), intent.rule(), reason);
        } else {
            outbox.figures().retried();
            forget(intent);
        }
    }

    private boolean isLastAttempt() {
        int most = outbox.config().maxAttempts();
        return most > 0 && line.failures() + 1 >= most;
    }

    private void forget(Intent intent) throws InterruptedException {
        outbox.figures().superseded(1);
        untilStored(() -> outbox.store().remove(List.of(intent)));
        outbox.finish(line, intent);
    }

    private void giveUp(Intent intent, String reason) throws InterruptedException {
        LOG.warnf(
                "action given up device=%s command=%s rule=%s reason=%s",
                intent.device(), intent.command(), intent.rule(), reason);
        outbox.figures().failed();
        FailedAction failed = new FailedAction(
                intent, reason, line.failures() + 1, outbox.clock().instant());
        untilStored(() -> outbox.store().giveUp(failed));
        outbox.finish(line, intent);
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
                outbox.obsolete().remove(line.key().device());
                change.run();
                stored = true;
            } catch (RuntimeException notNow) {
                LOG.debugf(notNow, "store does not take the end of an action, trying again");
                Thread.sleep(backoff.next());
            }
        }
    }
}
