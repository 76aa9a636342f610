package io.hearth.rules.engine;

import io.hearth.rules.action.Actions;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.store.Share;
import io.hearth.runtime.bus.BatchHandler;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.StoringHandler;
import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The way of a reading: decode once, evaluate, store what has changed together with what is to be done about it, hand over
 * what is to be done. A batch that is not stored comes again, and a reading that was evaluated counts only once. What time
 * changes goes the same way: nothing else is evaluated before it is stored. Only that readings were seen of which nothing has come waits
 * a little, and is stored with what comes next: killed before that, they come again, and nothing comes of them again.
 */
public final class Engine implements BatchHandler, StoringHandler, RuleTaker {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final long LOAD_PATIENCE_SECONDS = 5;
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Pass NOTHING = new Pass(List.of());

    private final Evaluator evaluator;
    private final StateStore store;
    private final Actions actions;
    private final Participants participants;
    private final Clock clock;
    private final Intake intake;
    private final Decisions decisions;
    private final SubjectChanges subjects;
    private final Arrears arrears;
    private final CountDownLatch loaded = new CountDownLatch(1);
    /** Held while something is evaluated and until it is stored. */
    private final ReentrantLock turn = new ReentrantLock();

    private boolean comesAgain;
    /** The readings that were taken last. */
    private Pass readings = NOTHING;

    private volatile boolean waitsForReadings;
    private volatile BooleanSupplier hearing = () -> true;
    private Instant noted = Instant.MIN;

    /** An engine without rules, which takes no readings until it has {@link #load loaded} them. */
    public Engine(Evaluator evaluator, StateStore store, Actions actions, List<Participant> participants, Clock clock) {
        this(evaluator, store, actions, participants, Gate.OPEN, clock);
    }

    /**
     * The same, with a gate.
     *
     * @param participants who keep something of their own about what is decided
     * @param gate         whether what is decided is done
     */
    public Engine(
            Evaluator evaluator,
            StateStore store,
            Actions actions,
            List<Participant> participants,
            Gate gate,
            Clock clock) {
        this.evaluator = evaluator;
        this.store = store;
        this.actions = actions;
        this.participants = new Participants(participants);
        this.clock = clock;
        this.intake = new Intake(evaluator, this.participants, store.share());
        this.decisions = new Decisions(evaluator, store, actions, this.participants);
        evaluator.ask(gate);
        this.subjects = new SubjectChanges(evaluator, store, actions, this.participants, decisions);
        this.arrears = evaluator.arrears();
    }

    /** Which devices it looks after. */
    public Share share() {
        return store.share();
    }

    /** Whether readings can come now; while they cannot, time waits for them, though not for ever. */
    public void hearsWhile(BooleanSupplier connected) {
        hearing = connected;
    }

    /** Takes up the rules with the state in which they were left, and what they had decided. Bears repeating. */
    @Override
    public void load(Collection<KnownRule> rules) {
        Stored stored = store.load();
        evaluator.load(rules.stream().filter(this::isHere).toList(), stored);
        store.clean(evaluator.fields(), evaluator.signals());
        evaluator.refill(store.windows(evaluator.windowed()), stored.alive());
        participants.loaded(rules.stream().filter(rule -> rule.rule().enabled()).toList());
        actions.load(decisions::isWanted);
        loaded.countDown();
    }

    /** A rule about one device is where that is looked after; any other everywhere, each time for the devices there. */
    private boolean isHere(KnownRule rule) {
        return !(rule.rule().subject() instanceof Selector.Device(String name))
                || store.share().has(name);
    }

    /** Whether rules are evaluated: not before the stored ones are there. */
    @Override
    public boolean isReady() {
        return loaded.getCount() == 0;
    }

    /** Begins to watch a new rule, or goes on with a changed one; withdraws what an earlier form of it had decided. */
    @Override
    public void put(KnownRule rule) {
        if (isHere(rule)) {
            evaluator.put(rule);
        } else {
            subjects.forget(evaluator.remove(rule.id()));
        }
        decisions.forget(rule.id());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()) && !decisions.isWanted(intent));
        participants.tell(participant -> participant.put(rule));
    }

    /** No longer watches a rule, and withdraws what it had decided. */
    @Override
    public void remove(KnownRule rule) {
        List<Watchlist.Gone> gone = evaluator.remove(rule.id());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()));
        subjects.forget(gone);
        participants.tell(participant -> participant.removed(rule));
    }

    /**
     * Devices have come, changed or gone: the rules' selectors are asked anew. For a device that is no longer one of a rule's,
     * what waits is not done any more, and what the rule was active for is over: {@code otherwise} is done, as when a value
     * clears it. What cannot be stored now is with the next tick.
     */
    public void subjectsChanged(ChangedDevices which) {
        turn.lock();
        try {
            subjects.note(which);
            takeUpSubjects();
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "changed devices are taken up when the store is back");
        } finally {
            turn.unlock();
        }
    }

    private void takeUpSubjects() {
        if (subjects.areDue()) {
            save();
            subjects.decide();
        }
        if (subjects.areLeaving()) {
            save();
            subjects.drop();
        }
    }

    /**
     * An action of a rule has succeeded: its cool-down counts from there, which is stored when this returns.
     *
     * @throws StoreUnavailable when it cannot be stored now; to be told again then
     */
    public void settled(Settled done) {
        if (!evaluator.coolsDown(done)) {
            return;
        }
        turn.lock();
        try {
            save();
            decisions.decide(changes -> evaluator.settled(done, changes));
            save();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void handle(List<BusMessage> batch) throws InterruptedException {
        take(batch);
        store();
    }

    @Override
    public boolean take(List<BusMessage> batch) throws InterruptedException {
        if (!loaded.await(LOAD_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new StoreUnavailable("the rules are not loaded yet", null);
        }
        turn.lock();
        try {
            saveDecided();
            // What could not be saved when it was evaluated is this same batch: it comes again until it is.
            if (!comesAgain) {
                List<Sample> samples = intake.read(batch);
                participants.seen(samples);
                readings = new Pass(samples);
                comesAgain = true;
            }
            evaluateReadings();
            comesAgain = false;
            readings = NOTHING;
            return isStored();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void store() {
        turn.lock();
        try {
            save();
            isStored();
        } finally {
            turn.unlock();
        }
    }

    private boolean isStored() {
        boolean isStored = decisions.areStored();
        if (isStored) {
            arrears.end(clock.instant());
        }
        return isStored;
    }

    /** Step by step: what many rules come to at once is too much for one transaction. */
    private void evaluateReadings() {
        while (readings.hasNext()) {
            decisions.decide(changes -> evaluator.evaluate(readings, changes));
            saveDecided();
        }
    }

    private void saveDecided() {
        if (decisions.mustBeStored()) {
            save();
        }
    }

    /**
     * Lets happen what is due by now; nothing while readings may be on their way that were waiting for the store or the
     * broker. What is not stored is tried again with the next call.
     */
    public void tick() {
        if (!isReady()) {
            return;
        }
        turn.lock();
        try {
            save();
            evaluateReadings();
            takeUpSubjects();
            Instant now = clock.instant();
            waitsForReadings = isBehind(now);
            if (!waitsForReadings) {
                boolean maybeMore = true;
                // What others have touched meanwhile is for the next time: a long import must not keep readings
                // waiting.
                while (maybeMore) {
                    maybeMore = decisions.decide(changes -> evaluator.advance(now, changes));
                    save();
                }
            }
            noteAlive(now);
        } finally {
            turn.unlock();
        }
    }

    private boolean isBehind(Instant now) {
        if (!hearing.getAsBoolean()) {
            arrears.begin(now);
        } else if (!comesAgain) {
            arrears.end(now);
        }
        return arrears.hold(now);
    }

    /** Waits until something is due, but no longer than this. */
    public void awaitDue(Duration most) throws InterruptedException {
        if (waitsForReadings) {
            Thread.sleep(most.compareTo(LOOK_AGAIN) < 0 ? most : LOOK_AGAIN);
        } else {
            evaluator.awaitDue(most);
        }
    }

    private void noteAlive(Instant now) {
        if (noted.plus(ALIVE_EVERY).isBefore(now)) {
            store.noteAlive(alive(now));
            noted = now;
        }
    }

    private void save() {
        if (decisions.areStored()) {
            return;
        }
        Instant now = clock.instant();
        try {
            decisions.save(alive(now));
        } catch (RuntimeException notNow) {
            arrears.begin(now);
            throw notNow;
        }
        noted = now;
    }

    /** What time has not brought about yet is looked for after a start: it was no time at work. */
    private Instant alive(Instant now) {
        return evaluator.passed().orElse(now);
    }

    /**
     * Decides anew what was held back, for rules that still watch and are as they were then; passes over all others.
     *
     * @param isStill whether a firing is held back still: what could not be stored was decided, and may be stored by now
     * @throws StoreUnavailable when it cannot be stored now; nothing was decided then, or it is stored with the next change
     */
    public void makeUp(List<Firing> heldBack, Predicate<Firing> isStill) {
        turn.lock();
        try {
            save();
            Instant now = clock.instant();
            for (int from = 0; from < heldBack.size(); from += store.atOnce()) {
                List<Firing> some = heldBack.subList(from, Math.min(from + store.atOnce(), heldBack.size()));
                decisions.decide(changes ->
                        some.stream().filter(isStill).forEach(firing -> evaluator.makeUp(firing, now, changes)));
                subjects.dropCommandsToDeleted(some);
                save();
            }
        } finally {
            turn.unlock();
        }
    }

    /** The state of a rule for each of its devices; none for one that is not watched. */
    public List<Evaluator.Status> status(UUID id) {
        return evaluator.status(id);
    }

    /** What became of a rule, or why it cannot be evaluated; empty for one that is not watched. */
    public Optional<RuleFigures> figures(UUID id) {
        return evaluator.figures(id);
    }

    /** How many rules that are switched on cannot be evaluated. */
    public int leftAlone() {
        return evaluator.leftAlone();
    }

    /**
     * Counters since the start.
     *
     * @param elsewhere how many messages were left to those who look after their devices
     */
    public record Figures(Evaluator.Figures evaluation, long received, long unreadable, long elsewhere) {}

    /** A snapshot of the counters. */
    public Figures figures() {
        return new Figures(evaluator.figures(), intake.received(), intake.unreadable(), intake.elsewhere());
    }
}
