package io.hearth.rules.silence;

import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.vertx.mutiny.redis.client.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What silences hold back, until they end: of each rule and device the newest decision, and never an older one. Stored in the
 * transaction of the decision, and removed in that of the one that makes up for it.
 */
public final class HeldBackFirings implements Participant {
    private static final Logger LOG = Logger.getLogger(HeldBackFirings.class);

    private final Silences silences;
    private final HeldBackStore store;
    private final Clock clock;
    private final Map<Place, HeldBack> held = new ConcurrentHashMap<>();
    private final Map<UUID, KnownRule> rules = new ConcurrentHashMap<>();

    private record Place(UUID ruleId, String device) {
        static Place of(Transition transition) {
            return new Place(transition.rule().id(), transition.subject());
        }
    }

    /** None yet. */
    public HeldBackFirings(Silences silences, HeldBackStore store, Clock clock) {
        this.silences = silences;
        this.store = store;
        this.clock = clock;
    }

    /** How many are held back. */
    public int size() {
        return held.size();
    }

    /** What is held back of a rule for a device. */
    public Optional<HeldBack> of(UUID ruleId, String device) {
        return Optional.ofNullable(held.get(new Place(ruleId, device)));
    }

    @Override
    public List<Request> toStore(List<Transition> transitions) {
        Map<Place, Optional<HeldBack>> next = next(transitions);
        List<HeldBack> kept = next.values().stream().flatMap(Optional::stream).toList();
        List<HeldBack> over = next.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> held.get(entry.getKey()))
                .toList();
        List<Request> requests = new ArrayList<>(HeldBackStore.set(kept));
        requests.addAll(HeldBackStore.remove(over));
        return requests;
    }

    @Override
    public void stored(List<Transition> transitions) {
        transitions.stream()
                .filter(HeldBackFirings::isSilenced)
                .forEach(transition -> rules.put(transition.rule().id(), transition.rule()));
        next(transitions)
                .forEach((place, one) ->
                        one.ifPresentOrElse(firing -> held.put(place, firing), () -> held.remove(place)));
    }

    /** What is held back after these, of the rules and devices where that is another than before. */
    private Map<Place, Optional<HeldBack>> next(List<Transition> transitions) {
        Map<Place, Optional<HeldBack>> next = new HashMap<>();
        for (Transition transition : transitions) {
            Place place = Place.of(transition);
            Optional<HeldBack> before = next.getOrDefault(place, Optional.ofNullable(held.get(place)));
            Optional<HeldBack> after = after(transition, before);
            if (!after.equals(Optional.ofNullable(held.get(place))) || next.containsKey(place)) {
                next.put(place, after);
            }
        }
        next.entrySet().removeIf(entry -> entry.getValue().equals(Optional.ofNullable(held.get(entry.getKey()))));
        return next;
    }

    private static Optional<HeldBack> after(Transition transition, Optional<HeldBack> before) {
        if (isSilenced(transition)) {
            Firing.Kind kind = transition.kind().orElseThrow();
            // To say once more what was said before the silence can wait for the next time.
            return kind == Firing.Kind.REPEATED ? before : Optional.of(heldBack(transition, kind));
        }
        boolean overtaken = transition.firing().isPresent()
                || before.filter(one -> isActive(one) != transition.to().isActive())
                        .isPresent();
        return overtaken ? Optional.empty() : before;
    }

    private static boolean isActive(HeldBack one) {
        return one.kind() != Firing.Kind.CLEARED;
    }

    private static boolean isSilenced(Transition transition) {
        return transition.heldBack().equals(Optional.of(Transition.HeldBack.SILENCED));
    }

    private static HeldBack heldBack(Transition transition, Firing.Kind kind) {
        KnownRule rule = transition.rule();
        return new HeldBack(rule.id(), rule.watch(), transition.subject(), kind, transition.at());
    }

    @Override
    public void loaded(Collection<KnownRule> enabled) {
        silences.load();
        enabled.forEach(rule -> rules.put(rule.id(), rule));
        List<HeldBack> gone = new ArrayList<>();
        store.load().forEach(one -> {
            KnownRule rule = rules.get(one.ruleId());
            if (rule != null && rule.watch().equals(one.watch())) {
                held.put(new Place(one.ruleId(), one.device()), one);
            } else {
                gone.add(one);
            }
        });
        store.drop(gone);
        rules.keySet().retainAll(held.keySet().stream().map(Place::ruleId).collect(Collectors.toSet()));
    }

    @Override
    public void put(KnownRule rule) {
        rules.computeIfPresent(rule.id(), (id, before) -> rule);
        forget(held.values().stream()
                .filter(one -> one.ruleId().equals(rule.id()))
                .filter(one -> !rule.rule().enabled() || !one.watch().equals(rule.watch())));
    }

    @Override
    public void removed(KnownRule rule) {
        rules.remove(rule.id());
        forget(held.values().stream().filter(one -> one.ruleId().equals(rule.id())));
    }

    /** What was to be done is not, and what was to be undone is. */
    @Override
    public void gone(KnownRule rule, String subject) {
        forget(of(rule.id(), subject).stream().filter(HeldBackFirings::isActive));
    }

    @Override
    public void orphaned(KnownRule rule, String subject) {
        forget(of(rule.id(), subject).stream().filter(one -> one.watch().equals(rule.watch())));
    }

    private void forget(Stream<HeldBack> which) {
        List<HeldBack> gone = which.toList();
        gone.forEach(one -> held.remove(new Place(one.ruleId(), one.device()), one));
        try {
            store.drop(gone);
        } catch (RuntimeException notNow) {
            // The next start finds that its rule is gone or another one now.
            LOG.debugf(notNow, "what was held back of a rule is still stored");
        }
    }

    private boolean isStillHeld(Firing firing) {
        HeldBack one = held.get(new Place(firing.rule().id(), firing.subject()));
        return one != null && one.kind() == firing.kind() && one.at().equals(firing.at());
    }

    /** Decides anew, in the engine's transaction. */
    @FunctionalInterface
    public interface MakingUp {
        /** What is held back no more by then, or no longer fits the rule's state, is passed over. */
        void of(List<Firing> firings, Predicate<Firing> isStillHeld);
    }

    /**
     * Makes up for what no silence holds back any more.
     *
     * @param makeUp what it passes over is forgotten
     */
    public void tick(MakingUp makeUp) {
        if (held.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<HeldBack> free = held.values().stream()
                .filter(one -> rules.containsKey(one.ruleId()))
                .filter(one -> silences.about(rules.get(one.ruleId()), one.device(), now)
                        .isEmpty())
                .toList();
        if (free.isEmpty()) {
            return;
        }
        List<Firing> firings = free.stream()
                .map(one -> new Firing(
                        rules.get(one.ruleId()), one.device(), one.kind(), one.at(), Optional.empty(), "", Map.of()))
                .toList();
        makeUp.of(firings, this::isStillHeld);
        forget(free.stream().filter(one -> held.get(new Place(one.ruleId(), one.device())) == one));
    }
}
