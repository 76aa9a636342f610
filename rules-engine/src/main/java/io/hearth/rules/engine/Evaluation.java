package io.hearth.rules.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Readings and time, held against the rules that are at work. Guarded by the evaluator's lock. */
final class Evaluation {
    private static final Logger LOG = Logger.getLogger(Evaluation.class);

    private final Clock clock;
    private final EvaluationSettings settings;
    private final Watchlist.Ground ground;
    private final Watchlist watchlist;
    private final Settling settling;
    private final News news = new News();
    /** The latest time that it was. */
    private long reached = Long.MIN_VALUE;

    /** Until when all that happens by itself has happened. */
    private long passed = Long.MIN_VALUE;

    private long judged;

    Evaluation(
            Clock clock, EvaluationSettings settings, Watchlist.Ground ground, Watchlist watchlist, Settling settling) {
        this.clock = clock;
        this.settings = settings;
        this.ground = ground;
        this.watchlist = watchlist;
        this.settling = settling;
    }

    /** Which readings counted. */
    News news() {
        return news;
    }

    /** Against how many rules readings were held, each reading counted for each of them. */
    long judged() {
        return judged;
    }

    /** Until when all that happens by itself has happened; empty when no time has passed yet. */
    Optional<Instant> passed() {
        return passed == Long.MIN_VALUE ? Optional.empty() : Optional.of(Sample.timeOf(passed));
    }

    /** Takes readings in their order and adds to the changes what they bring about, until these are full or it is done. */
    void evaluate(Pass pass, Changes into) {
        begin(into);
        Instant now = clock.instant();
        follow(Sample.originOf(now));
        settling.settle(Sample.originOf(now), Optional.empty());
        long latest = Sample.originOf(now.plus(settings.futureTolerance()));
        while (pass.hasNext() && !into.isFull()) {
            // What a device measured at one time is one: nobody sees half of it.
            Optional<Sample> cause = takeTogether(pass, latest, into);
            settling.settle(pass.last().origin(), cause);
        }
    }

    /** The reading because of which something happens. */
    private Optional<Sample> takeTogether(Pass pass, long latest, Changes into) {
        Optional<Sample> cause = Optional.empty();
        do {
            Sample sample = pass.next();
            Optional<Signal> signal = ground.signals().find(sample.signal());
            if (signal.isPresent() && news.isNews(signal.get(), sample, latest)) {
                take(signal.get(), sample, into);
                cause = cause.filter(first -> sample.isReport()).or(() -> Optional.of(sample));
            }
        } while (pass.goesOnTogether());
        return cause;
    }

    /** Lets time pass until now: what is due happens, and is added to the changes, until these are full or it is done. */
    void advance(Instant now, Changes into) {
        begin(into);
        long until = Sample.originOf(now);
        follow(until);
        settling.settle(until, Optional.empty());
        if (!into.isFull()) {
            passed = ground.timers().fire(until, time -> {
                settling.settle(time, Optional.empty());
                return !into.isFull();
            });
        }
    }

    private void begin(Changes into) {
        settling.begin(into);
        watchlist.takeResumed().forEach(into::state);
    }

    /** This machine's clock can be set back: what was remembered of later times must not last until they come again. */
    private void follow(long now) {
        if (reached != Long.MIN_VALUE && now < reached - settings.grace().toNanos()) {
            LOG.warnf("the clock was set back by %d ms, what was later counts from now", (reached - now) / 1_000_000);
            watchlist.setBack(now);
            reached = now;
        }
        reached = Math.max(reached, now);
    }

    private void take(Signal signal, Sample sample, Changes changes) {
        judged += signal.watches();
        changes.seen(sample);
        signal.take(sample);
        if (!signal.windows().isEmpty() && !sample.value().isNaN()) {
            changes.through(sample, signal.span());
        }
    }
}
