package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.device.CatalogFeed;
import io.hearth.rules.engine.Clockwork;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.figures.Evaluations;
import io.hearth.rules.figures.RuleMetrics;
import io.hearth.rules.store.Share;
import java.util.Optional;

/**
 * What is at work in one turn: made for it, and nothing of it is used in another. Who has kept a part of it for longer than
 * that changes nothing with it.
 */
final class Work implements AutoCloseable {
    private final Engine engine;
    private final Rules rules;
    private final ActionWork acting;
    private final AlarmWork alarms;
    private final Share share;
    private final Devices devices;
    private final AlarmClock alarmClock;
    private volatile Optional<Clockwork> clockwork = Optional.empty();

    /** The rules, and the files that some of them come from. */
    record Rules(RuleBook book, RuleFiles files) {}

    /**
     * What is known of devices, which is not of a turn.
     *
     * @param feed   has what was known in an earlier run
     * @param share  which of them this turn looks after
     * @param unhear tells this turn no more of devices that have changed
     */
    record Devices(CatalogFeed feed, Share share, Runnable unhear) {}

    Work(Engine engine, Rules rules, ActionWork acting, AlarmWork alarms, Devices devices, RulesConfig config) {
        this.engine = engine;
        this.rules = rules;
        this.acting = acting;
        this.alarms = alarms;
        this.share = devices.share();
        this.devices = devices;
        this.alarmClock = new AlarmClock(config.alarms().tick(), engine, alarms, rules.book());
    }

    Engine engine() {
        return engine;
    }

    RuleBook book() {
        return rules.book();
    }

    /** Which share of the devices this looks after. */
    Share share() {
        return share;
    }

    RuleFiles files() {
        return rules.files();
    }

    Actions actions() {
        return acting.actions();
    }

    ActionWork acting() {
        return acting;
    }

    AlarmWork alarms() {
        return alarms;
    }

    /** The figures of single rules. */
    RuleMetrics.Source figures() {
        return new RuleMetrics.Source(book(), Evaluations.of(engine), acting.counts(), actions()::waiting);
    }

    /** Lets time pass, for rules and for alarms. Nothing is due before the rules are loaded. */
    void start() {
        clockwork = Optional.of(Clockwork.start(engine));
        alarmClock.start();
    }

    /** Takes up what is stored. Bears repeating. */
    void load() {
        if (!engine.isReady()) {
            devices.feed().load();
            book().open(engine);
        }
        files().takeUp();
    }

    /** Whether all is taken up. */
    boolean isLoaded() {
        return engine.isReady() && files().areTakenUp();
    }

    /** Ends what clients of the live streams wait for, which have no end of their own. */
    void endStreams() {
        alarms.streams().stop();
        alarmClock.close();
    }

    /** Begins nothing more; what is not done is stored, and goes on in the next turn. */
    @Override
    public void close() {
        endStreams();
        book().close(engine);
        devices.unhear().run();
        clockwork.ifPresent(Clockwork::close);
        acting.actions().close();
        alarms.close();
    }
}
