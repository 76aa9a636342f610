package io.hearth.rules.engine;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.Share;
import io.hearth.runtime.bus.BatchHandler;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The way of a reading: decode once, evaluate, store what has changed together with what is to be done about it, hand over
 * what is to be done. A batch that is not stored comes again, and a reading that was evaluated counts only once. What time
 * changes goes the same way: nothing else is evaluated before it is stored.
 */
public final class Engine implements BatchHandler, RuleTaker {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final long LOAD_PATIENCE_SECONDS = 5;
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Evaluator evaluator;
    private final StateStore store;
    private final Actions actions;
    private final List<Participant> participants;
    private final Gate gate;
    private final Clock clock;
    private final LongAdder received = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder elsewhere = new LongAdder();
    private final CountDownLatch loaded = new CountDownLatch(1);
    /** Held while something is evaluated and until it is stored. */
    private final ReentrantLock turn = new ReentrantLock();

    private Changes unsaved = new Changes();
    private List<Intent> intended = List.of();
    private final TooOften tooOften = new TooOften();

    private boolean comesAgain;
    private final Arrears arrears;
    private volatile boolean waitsForReadings;
    private volatile BooleanSupplier hearing = () -> true;
    private boolean lastWasUnreadable;
    private Instant noted = Instant.MIN;
    /** Devices that have changed and were not looked at yet. */
    private ChangedDevices moved = ChangedDevices.NONE;
    /** Of whom the states are dropped once what they leave behind is stored. */
    private final List<Watchlist.Gone> leaving = new ArrayList<>();

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
        this.gate = gate;
        this.evaluator = evaluator;
        this.store = store;
        this.actions = actions;
        this.participants = List.copyOf(participants);
        this.clock = clock;
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
        List<KnownRule> enabled =
                rules.stream().filter(rule -> rule.rule().enabled()).toList();
        participants.forEach(participant -> participant.loaded(enabled));
        actions.load(this::isWanted);
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
            forget(evaluator.remove(rule.id()));
        }
        tooOften.forget(rule.id());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()) && !isWanted(intent));
        tell(participant -> participant.put(rule));
    }

    /** No longer watches a rule, and withdraws what it had decided. */
    @Override
    public void remove(KnownRule rule) {
        List<Watchlist.Gone> gone = evaluator.remove(rule.id());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()));
        forget(gone);
        tell(participant -> participant.removed(rule));
    }

    /** What is told is stored and holds already: one who cannot take it up keeps it neither from the others nor from whoever said it. */
    private void tell(Consumer<Participant> what) {
        for (Participant participant : participants) {
            try {
                what.accept(participant);
            } catch (RuntimeException failed) {
                LOG.errorf(
                        failed,
                        "a change of a rule is not taken up as a whole by=%s",
                        participant.getClass().getSimpleName());
            }
        }
    }

    /**
     * Devices have come, changed or gone: the rules' selectors are asked anew. For a device that is no longer one of a rule's,
     * what waits is not done any more, and what the rule was active for is over: {@code otherwise} is done, as when a value
     * clears it. What cannot be stored now is with the next tick.
     */
    public void subjectsChanged(ChangedDevices which) {
        turn.lock();
        try {
            moved = moved.and(which);
            moveSubjects();
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "changed devices are taken up when the store is back");
        } finally {
            turn.unlock();
        }
    }

    private void moveSubjects() {
        if (!moved.isNone()) {
            save();
            ChangedDevices which = moved;
            moved = ChangedDevices.NONE;
            List<Watchlist.Gone> gone = new ArrayList<>();
            decide(changes -> gone.addAll(evaluator.subjectsChanged(which, changes)));
            withdraw(gone);
            gone.forEach(this::letGo);
            leaving.addAll(gone);
        }
        if (!leaving.isEmpty()) {
            save();
            List<Watchlist.Gone> gone = List.copyOf(leaving);
            leaving.clear();
            forget(gone);
        }
    }

    private void withdraw(List<Watchlist.Gone> gone) {
        Set<List<Object>> left = new HashSet<>();
        gone.forEach(one -> left.add(List.of(one.rule().id(), one.subject())));
        if (!left.isEmpty()) {
            actions.withdraw(intent -> left.contains(List.<Object>of(intent.ruleId(), intent.source())));
        }
    }

    private void letGo(Watchlist.Gone gone) {
        // First, so that an alarm says that the device is gone, and not that its value is fine.
        tell(participant -> participant.gone(gone.rule(), gone.subject()));
        if (!gone.exists()) {
            // Nobody can command a device that is deleted; all else is done.
            intended = intended.stream()
                    .filter(intent -> !intent.ruleId().equals(gone.rule().id())
                            || !intent.source().equals(gone.subject())
                            || !intent.isFor(gone.subject()))
                    .toList();
        }
    }

    private void forget(List<Watchlist.Gone> gone) {
        gone.forEach(one -> tooOften.forget(one.rule().id(), one.subject()));
        try {
            store.forget(gone);
        } catch (RuntimeException notNow) {
            // The next start finds states that belong to nothing, and removes them.
            LOG.debugf(notNow, "states of what is gone are still stored count=%d", gone.size());
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
            decide(changes -> evaluator.settled(done, changes));
            save();
        } finally {
            turn.unlock();
        }
    }

    private boolean isWanted(Intent intent) {
        return evaluator.watches(intent.ruleId(), intent.watch());
    }

    @Override
    public void handle(List<BusMessage> batch) throws InterruptedException {
        if (!loaded.await(LOAD_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new StoreUnavailable("the rules are not loaded yet", null);
        }
        turn.lock();
        try {
            save();
            // What could not be saved when it was evaluated is this same batch: it comes again until it is.
            if (!comesAgain) {
                List<Sample> samples = new ArrayList<>();
                batch.forEach(message -> collect(message, samples));
                participants.forEach(participant -> participant.seen(samples));
                decide(changes -> evaluator.evaluate(samples, changes));
                comesAgain = true;
                save();
            }
            comesAgain = false;
            arrears.end(clock.instant());
        } finally {
            turn.unlock();
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
            moveSubjects();
            Instant now = clock.instant();
            waitsForReadings = isBehind(now);
            if (!waitsForReadings) {
                decide(changes -> evaluator.advance(now, changes));
                save();
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
            store.noteAlive(now);
            noted = now;
        }
    }

    /** Evaluation, as far as it is asked for. */
    @FunctionalInterface
    private interface Evaluation {
        void into(Changes changes);
    }

    private void decide(Evaluation evaluation) {
        // Both or none: a transition that is stored without its actions would never act.
        Changes changes = new Changes();
        evaluation.into(changes);
        changes.transitions().replaceAll(this::admitted);
        List<Intent> decided = changes.transitions().stream()
                .flatMap(transition -> transition.firing().stream())
                .flatMap(firing -> actions.decide(firing).stream())
                .toList();
        unsaved = changes;
        intended = decided;
    }

    private Transition admitted(Transition transition) {
        return transition
                .firing()
                .flatMap(gate::heldBack)
                .map(transition::heldBackBy)
                .orElse(transition);
    }

    /**
     * Decides anew what was held back, for rules that still watch and are as they were then; passes over all others.
     *
     * @throws StoreUnavailable when it cannot be stored now; nothing was decided then, or it is stored with the next change
     */
    public void makeUp(List<Firing> heldBack) {
        turn.lock();
        try {
            save();
            Instant now = clock.instant();
            decide(changes -> heldBack.forEach(firing -> again(firing, now).ifPresent(changes::add)));
            save();
        } finally {
            turn.unlock();
        }
    }

    private Optional<Transition> again(Firing firing, Instant now) {
        if (!evaluator.watches(firing.rule().id(), firing.rule().watch())) {
            return Optional.empty();
        }
        return status(firing.rule().id()).stream()
                .filter(status -> status.subject().equals(firing.subject()))
                .filter(status -> status.state().isActive() == (firing.kind() != Firing.Kind.CLEARED))
                .findFirst()
                .map(status -> again(firing, status, now));
    }

    private static Transition again(Firing firing, Evaluator.Status status, Instant now) {
        Instant after = status.state().since().plusNanos(1);
        Map<SignalKey, String> readings = new LinkedHashMap<>();
        status.last().forEach(sample -> readings.put(sample.signal(), sample.text()));
        return new Transition(
                firing.rule(),
                firing.subject(),
                status.state(),
                status.state(),
                now.isAfter(after) ? now : after,
                Optional.empty(),
                readings.isEmpty() ? "" : readings.values().iterator().next(),
                readings,
                Optional.of(firing.kind()),
                Optional.empty());
    }

    private void save() {
        try {
            saveAll();
        } catch (RuntimeException notNow) {
            arrears.begin(clock.instant());
            throw notNow;
        }
    }

    private void saveAll() {
        if (unsaved.isEmpty()) {
            return;
        }
        List<Transition> transitions = List.copyOf(unsaved.transitions());
        List<Request> more = new ArrayList<>();
        if (!transitions.isEmpty()) {
            participants.forEach(participant -> more.addAll(participant.toStore(transitions)));
        }
        noted = clock.instant();
        store.save(unsaved, intended, more, noted);
        transitions.forEach(this::report);
        // A rule can have been deleted between its decision and now.
        actions.add(intended.stream().filter(this::isWanted).toList());
        unsaved = new Changes();
        intended = List.of();
        if (!transitions.isEmpty()) {
            participants.forEach(participant -> participant.stored(transitions));
            transitions.stream()
                    .filter(this::isOrphaned)
                    .forEach(transition ->
                            tell(participant -> participant.orphaned(transition.rule(), transition.subject())));
        }
    }

    /** Whether its rule is no more, or another one, since it was decided: nobody else would end what it has begun. */
    private boolean isOrphaned(Transition transition) {
        return !evaluator.watches(transition.rule().id(), transition.rule().watch());
    }

    private void collect(BusMessage message, List<Sample> into) {
        received.increment();
        if (isForOthers(message)) {
            elsewhere.increment();
            return;
        }
        switch (EventReader.read(message)) {
            case EventReader.Read.Samples(List<Sample> samples) -> {
                into.addAll(samples);
                lastWasUnreadable = false;
            }
            case EventReader.Read.Unreadable(String reason) -> {
                unreadable.increment();
                if (!lastWasUnreadable) {
                    LOG.warnf("message is not an event and is passed over topic=%s reason=%s", message.topic(), reason);
                }
                lastWasUnreadable = true;
            }
        }
    }

    /** What is of a device that is looked after elsewhere, and that nobody here listens to, is not even decoded. */
    private boolean isForOthers(BusMessage message) {
        if (store.share().isAll()) {
            return false;
        }
        return EventReader.device(message.topic())
                .filter(device -> !store.share().has(device))
                .filter(device -> !evaluator.hears(device))
                .filter(device -> participants.stream().noneMatch(participant -> participant.hears(device)))
                .isPresent();
    }

    private void report(Transition transition) {
        evaluator.decided(transition);
        if (tooOften.isNews(transition)) {
            LOG.warnf(
                    "rule fires too often and is held back rule=%s device=%s",
                    transition.rule().rule().name(), transition.subject());
        }
        LOG.debugf(
                "rule changed state rule=%s device=%s from=%s to=%s value=%s",
                transition.rule().rule().name(),
                transition.subject(),
                transition.from().label(),
                transition.to().label(),
                transition.value());
    }

    /** The state of a rule for each of its devices; none for one that is not watched. */
    public List<Evaluator.Status> status(UUID id) {
        return evaluator.status(id);
    }

    /** What became of a rule; empty for one that is not watched. */
    public Optional<RuleFigures> figures(UUID id) {
        return evaluator.figures(id);
    }

    /**
     * Counters since the start.
     *
     * @param elsewhere how many messages were left to those who look after their devices
     */
    public record Figures(Evaluator.Figures evaluation, long received, long unreadable, long elsewhere) {}

    /** A snapshot of the counters. */
    public Figures figures() {
        return new Figures(evaluator.figures(), received.sum(), unreadable.sum(), elsewhere.sum());
    }
}
