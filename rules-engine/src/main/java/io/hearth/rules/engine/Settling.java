package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Those that something has touched, until they have followed; and what comes of it. Guarded by the evaluator's lock.
 */
final class Settling implements Watch.Progress {
    private static final Logger LOG = Logger.getLogger(Settling.class);

    private final Timers timers;
    private final Moves moves;
    private final List<Watch> touched = new ArrayList<>();

    /** Where what comes about is collected: only while something is evaluated. */
    private Changes changes = new Changes();

    private Instant latest = Instant.EPOCH;

    private Gate gate = Gate.OPEN;

    /** Is told of each change of a state. */
    @FunctionalInterface
    interface Moves {
        void changed(RuleState from, RuleState to);
    }

    Settling(Timers timers, Moves moves) {
        this.timers = timers;
        this.moves = moves;
    }

    /** Whether what is decided from now on is done. */
    void ask(Gate who) {
        gate = who;
    }

    /** What comes about from now on is added here. */
    void begin(Changes into) {
        changes = into;
    }

    /** Nothing is evaluated any more. */
    void end() {
        changes = new Changes();
    }

    /** Whether somebody is yet to follow. */
    boolean isDue() {
        return !touched.isEmpty();
    }

    /** Those that something has touched follow: all, as what is stored of readings and of time is that all has followed. */
    void settle(long time, Optional<Sample> cause) {
        for (int i = 0; i < touched.size(); i++) {
            Watch watch = touched.get(i);
            try {
                watch.settle(time, cause);
                timers.arm(watch);
            } catch (RuntimeException | StackOverflowError unforeseen) {
                // One rule that breaks must not take from the others what they have come to.
                broken(watch, time, unforeseen);
            }
        }
        touched.clear();
    }

    @Override
    public void touched(Watch watch) {
        touched.add(watch);
    }

    @Override
    public void changed(Watch watch, Transition transition) {
        moves.changed(transition.from(), transition.to());
        changes.add(transition);
        changes.state(watch);
    }

    @Override
    public Optional<Gate.Refusal> refusal(Firing firing) {
        return gate.refusal(firing);
    }

    @Override
    public Instant instant(long time) {
        if (time != Sample.originOf(latest)) {
            latest = Sample.timeOf(time);
        }
        return latest;
    }

    @Override
    public void worthStoring(Watch watch) {
        changes.state(watch);
    }

    @Override
    public void broken(Watch watch, long time, Throwable why) {
        if (watch.rule().failed(why, Sample.timeOf(time))) {
            LOG.errorf(
                    why,
                    "rule cannot be evaluated, others go on rule=%s device=%s",
                    watch.rule().rule().rule().name(),
                    watch.subject());
        }
    }
}
