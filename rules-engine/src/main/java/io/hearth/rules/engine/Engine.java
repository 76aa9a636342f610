package io.hearth.rules.engine;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.runtime.bus.BatchHandler;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The way of a reading: decode once, evaluate, store what has changed together with what is to be done about it, hand over
 * what is to be done. A batch that is not stored comes again, and a reading that was evaluated counts only once.
 */
public final class Engine implements BatchHandler {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final long LOAD_PATIENCE_SECONDS = 5;

    private final Evaluator evaluator;
    private final StateStore store;
    private final Actions actions;
    private final LongAdder received = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder firings = new LongAdder();
    private final List<Participant> participants;
    private final Gate gate;
    private final ReentrantLock committing = new ReentrantLock();
    private Changes unsaved = new Changes();
    private List<Intent> intended = List.of();
    private boolean lastWasUnreadable;
    private final CountDownLatch loaded = new CountDownLatch(1);

    /** An engine without rules, which takes no readings until it has {@link #load loaded} them. */
    public Engine(Evaluator evaluator, StateStore store, Actions actions) {
        this(evaluator, store, actions, List.of(), Gate.OPEN);
    }

    /** The same, with those who take part in what it decides. */
    public Engine(Evaluator evaluator, StateStore store, Actions actions, List<Participant> participants, Gate gate) {
        this.participants = participants;
        this.gate = gate;
        this.evaluator = evaluator;
        this.store = store;
        this.actions = actions;
    }

    /** Takes up the rules with the state in which they were left, and what they had decided. Bears repeating. */
    public void load(Collection<KnownRule> rules) {
        List<KnownRule> enabled =
                rules.stream().filter(rule -> rule.rule().enabled()).toList();
        Set<String> watches = enabled.stream().map(KnownRule::watch).collect(Collectors.toSet());
        Set<SignalKey> signals = enabled.stream().map(Watch::signalOf).collect(Collectors.toSet());
        StateStore.Stored stored = store.load(watches, signals);
        enabled.forEach(rule -> evaluator.put(
                rule,
                Optional.ofNullable(stored.states().get(rule.watch())),
                Optional.ofNullable(stored.readings().get(Watch.signalOf(rule)))));
        participants.forEach(participant -> participant.loaded(enabled));
        actions.load(this::isWanted);
        loaded.countDown();
    }

    /** Whether rules are evaluated: not before the stored ones are there. */
    public boolean isReady() {
        return loaded.getCount() == 0;
    }

    /** Begins to watch a new rule, or goes on with a changed one; withdraws what an earlier form of it had decided. */
    public void put(KnownRule rule) {
        evaluator.put(rule, Optional.empty(), Optional.empty());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()) && !isWanted(intent));
        participants.forEach(participant -> participant.put(rule));
    }

    /** No longer watches a rule, and withdraws what it had decided. */
    public void remove(KnownRule rule) {
        evaluator.remove(rule.id());
        actions.withdraw(intent -> intent.ruleId().equals(rule.id()));
        participants.forEach(participant -> participant.removed(rule));
        try {
            store.forget(rule);
        } catch (RuntimeException notNow) {
            // The next start finds a state that belongs to no rule, and removes it.
            LOG.debugf(
                    notNow,
                    "state of a deleted rule is still stored rule=%s",
                    rule.rule().name());
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
        committing.lock();
        try {
            commit(batch);
        } finally {
            committing.unlock();
        }
    }

    private void commit(List<BusMessage> batch) {
        // What is not saved is this same batch, evaluated before: it comes again until it is.
        if (unsaved.isEmpty()) {
            evaluate(batch);
        }
        if (!unsaved.isEmpty()) {
            save();
        }
    }

    private void save() {
        List<Transition> transitions = unsaved.transitions();
        List<Request> more = new ArrayList<>();
        if (!transitions.isEmpty()) {
            participants.forEach(participant -> more.addAll(participant.toStore(transitions)));
        }
        store.save(unsaved, intended, more);
        if (!transitions.isEmpty()) {
            participants.forEach(participant -> participant.stored(transitions));
        }
        handOver();
    }

    /** Decides anew what was held back, of rules that still watch and are as they were then. */
    public void makeUp(List<Firing> heldBack) {
        committing.lock();
        try {
            if (!unsaved.isEmpty()) {
                throw new StoreUnavailable("what was decided before is not stored yet", null);
            }
            Changes changes = new Changes();
            heldBack.forEach(firing -> evaluator
                    .status(firing.rule().id())
                    .filter(status ->
                            evaluator.watches(firing.rule().id(), firing.rule().watch()))
                    .filter(status -> status.state().isActive() == (firing.kind() != Firing.Kind.CLEARED))
                    .ifPresent(status -> again(firing, status, changes)));
            if (changes.transitions().isEmpty()) {
                return;
            }
            intended = changes.transitions().stream()
                    .flatMap(transition -> intents(transition).stream())
                    .toList();
            unsaved = changes;
            try {
                save();
            } catch (RuntimeException failed) {
                unsaved = new Changes();
                intended = List.of();
                throw failed;
            }
        } finally {
            committing.unlock();
        }
    }

    private static void again(Firing firing, Evaluator.Status status, Changes changes) {
        Instant at = status.last().map(Sample::time).orElse(firing.at());
        changes.add(new Transition(
                firing.rule(),
                firing.subject(),
                status.state(),
                status.state(),
                at,
                status.last(),
                status.last().map(Sample::text).orElse(""),
                status.last().map(last -> Map.of(last.signal(), last.text())).orElse(Map.of()),
                Optional.of(firing.kind()),
                Optional.empty()));
    }

    private void evaluate(List<BusMessage> batch) {
        List<Sample> samples = new ArrayList<>();
        batch.forEach(message -> collect(message, samples));
        // Both or none: a transition that is stored without its actions would never act.
        Changes all = new Changes();
        evaluator.evaluate(samples, all);
        Changes changes = new Changes();
        all.seen().values().forEach(changes::seen);
        all.transitions().forEach(transition -> changes.add(admitted(transition)));
        List<Intent> decided = changes.transitions().stream()
                .flatMap(transition -> intents(transition).stream())
                .toList();
        unsaved = changes;
        intended = decided;
    }

    private Transition admitted(Transition transition) {
        return transition
                .firing()
                .filter(firing -> !gate.admits(transition.rule(), transition.subject(), firing.kind()))
                .map(firing -> new Transition(
                        transition.rule(),
                        transition.subject(),
                        transition.from(),
                        transition.to(),
                        transition.at(),
                        transition.cause(),
                        transition.value(),
                        transition.readings(),
                        transition.kind(),
                        Optional.of(Transition.HeldBack.SILENCED)))
                .orElse(transition);
    }

    private void collect(BusMessage message, List<Sample> into) {
        received.increment();
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

    private List<Intent> intents(Transition transition) {
        List<Intent> intents = new ArrayList<>();
        List<Action> wanted = transition.firing().stream()
                .flatMap(firing -> (firing.kind() == Firing.Kind.CLEARED
                                ? firing.rule().rule().otherwise()
                                : firing.rule().rule().then())
                        .stream())
                .toList();
        for (Action action : wanted) {
            intents.add(Intent.of(
                    transition.rule(),
                    transition.subject(),
                    Sample.originOf(transition.at()),
                    intents.size(),
                    action,
                    actions.nextOrder()));
        }
        return intents;
    }

    private void handOver() {
        unsaved.transitions().forEach(this::report);
        // A rule can have been deleted between its decision and now.
        actions.add(intended.stream().filter(this::isWanted).toList());
        unsaved = new Changes();
        intended = List.of();
    }

    private void report(Transition transition) {
        if (transition.to() instanceof RuleState.Active) {
            firings.increment();
        }
        LOG.debugf(
                "rule changed state rule=%s device=%s from=%s to=%s value=%s",
                transition.rule().rule().name(),
                transition.subject(),
                transition.from().label(),
                transition.to().label(),
                transition.value());
    }

    /** The state of a rule; empty for one that is not watched. */
    public Optional<Evaluator.Status> status(UUID id) {
        return evaluator.status(id);
    }

    /** Counters since the start. */
    public record Figures(Evaluator.Figures evaluation, long received, long unreadable, long firings) {}

    /** A snapshot of the counters. */
    public Figures figures() {
        return new Figures(evaluator.figures(), received.sum(), unreadable.sum(), firings.sum());
    }
}
