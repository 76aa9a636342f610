package io.hearth.rules.engine;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.RedisOutboxStore;
import io.vertx.mutiny.redis.client.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What was decided, and until it is stored: a change of a state with its actions, all or nothing. Nothing else is decided before
 * that. Guarded by the engine's turn.
 */
final class Decisions {
    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final Evaluator evaluator;
    private final StateStore store;
    private final Actions actions;
    private final Participants participants;
    private final TooOften tooOften = new TooOften();
    private Changes unsaved = new Changes();
    private List<Intent> intended = List.of();

    Decisions(Evaluator evaluator, StateStore store, Actions actions, Participants participants) {
        this.evaluator = evaluator;
        this.store = store;
        this.actions = actions;
        this.participants = participants;
    }

    /**
     * Decides what an evaluation brings about: whether that is as much as is stored at once, so that there may be more. What was decided
     * before {@link #mustBeStored must be stored} before; what was merely seen is stored with it.
     */
    boolean decide(Consumer<Changes> evaluation) {
        // Both or none: a transition that is stored without its actions would never act.
        Changes changes = new Changes(store.atOnce());
        boolean isFull;
        try {
            evaluation.accept(changes);
        } finally {
            // Of one that breaks off, too: what has changed its state has changed it, and is not decided again.
            isFull = changes.isFull();
            changes.addEarlier(unsaved);
            unsaved = changes;
            intended = intentsOf(changes.transitions());
        }
        return isFull;
    }

    private List<Intent> intentsOf(List<Transition> transitions) {
        Unsaid unsaid = Unsaid.of(transitions);
        return transitions.stream()
                .flatMap(transition -> transition.firing().stream())
                .flatMap(firing -> actions.decide(firing).stream())
                .filter(unsaid.negate())
                .toList();
    }

    /** Whether nothing is to be stored. */
    boolean areStored() {
        return unsaved.isEmpty();
    }

    /** Whether something is to be stored before anything else is evaluated: not that readings were seen of which nothing has come. */
    boolean mustBeStored() {
        return !unsaved.isMerelySeen() || unsaved.isFull();
    }

    /** These of what is to be done are not done. */
    void drop(Predicate<Intent> which) {
        intended = intended.stream().filter(which.negate()).toList();
    }

    /**
     * Stores what was decided, and hands over what is to be done.
     *
     * @throws RuntimeException when it cannot be stored now; it is still to be
     */
    void save(Instant now) {
        List<Transition> transitions = List.copyOf(unsaved.transitions());
        Unsaid unsaid = Unsaid.of(transitions);
        List<Intent> outlived = unsaid.isEmpty() ? List.of() : actions.unacted(unsaid);
        List<Request> alongside = new ArrayList<>(participants.toStore(transitions));
        alongside.addAll(RedisOutboxStore.removal(outlived));
        store.save(unsaved, intended, alongside, now);
        transitions.forEach(this::report);
        // A rule can have been deleted between its decision and now.
        actions.add(intended.stream().filter(this::isWanted).toList());
        actions.supersede(outlived);
        unsaved = new Changes();
        intended = List.of();
        participants.stored(transitions);
        transitions.stream()
                .filter(this::isOrphaned)
                .forEach(transition -> participants.tell(
                        participant -> participant.orphaned(transition.rule(), transition.subject())));
    }

    /** Whether the rule of an action watches, in the form that decided it. */
    boolean isWanted(Intent intent) {
        return evaluator.watches(intent.ruleId(), intent.watch());
    }

    /** Whether its rule is no more, or another one, since it was decided: nobody else would end what it has begun. */
    private boolean isOrphaned(Transition transition) {
        return !evaluator.watches(transition.rule().id(), transition.rule().watch());
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

    /** A rule is gone, or another one now. By any thread. */
    void forget(UUID rule) {
        tooOften.forget(rule);
    }

    /** A rule is no longer about a device. By any thread. */
    void forget(UUID rule, String device) {
        tooOften.forget(rule, device);
    }
}
