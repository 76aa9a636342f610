package io.hearth.rules.engine;

import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The rules at work, as they come and go and as their devices do. Guarded by the evaluator's lock. */
final class Watchlist {
    private static final Logger LOG = Logger.getLogger(Watchlist.class);

    private final Clock clock;
    private final EvaluationSettings settings;
    private final Subjects subjects;
    private final Ground ground;
    private final Watch.Progress progress;
    /** A tree, which grows one by one: a table that is made anew for many rules would keep readings waiting. */
    private final Map<UUID, WatchedRule> rules = new TreeMap<>();

    private final Set<UUID> groups = new LinkedHashSet<>();
    /** Those whose timers were set anew by a start, which the next one must know. */
    private final List<Watch> resumed = new ArrayList<>();

    /** Those that cannot be evaluated, with why. */
    private final Map<UUID, RuleFigures.LastError> leftAlone = new HashMap<>();

    private final StateCounts states = new StateCounts();
    /** Whether rules go on for devices of which nobody knows yet that they are theirs still. */
    private boolean doubtful;

    /** What watches stand on. */
    record Ground(Timers timers, Signals signals, Expressions expressions) {}

    Watchlist(Clock clock, EvaluationSettings settings, Subjects subjects, Ground ground, Watch.Progress progress) {
        this.clock = clock;
        this.settings = settings;
        this.subjects = subjects;
        this.ground = ground;
        this.progress = progress;
    }

    /**
     * A device that a rule is no longer about, and under which name its state is stored.
     *
     * @param exists whether there is such a device still
     */
    record Gone(KnownRule rule, String subject, String field, boolean exists) {
        static Gone of(Watch watch, boolean exists) {
            return new Gone(watch.rule().rule(), watch.subject(), StateText.field(watch), exists);
        }
    }

    int size() {
        return rules.size();
    }

    /** For how many devices rules are in which state. */
    StateCounts states() {
        return states;
    }

    Optional<WatchedRule> rule(UUID id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** Why a rule cannot be evaluated; empty when it can be, or is switched off. */
    Optional<RuleFigures.LastError> leftAlone(UUID id) {
        return Optional.ofNullable(leftAlone.get(id));
    }

    /** How many rules cannot be evaluated. */
    int leftAlone() {
        return leftAlone.size();
    }

    Collection<WatchedRule> rules() {
        return rules.values();
    }

    /** A watch has changed its state. */
    void changed(RuleState from, RuleState to) {
        states.add(from, -1);
        states.add(to, 1);
    }

    /** The clock was set back to this time. */
    void setBack(long at) {
        ground.signals().setBack(at);
        rules.values().forEach(rule -> rule.watches().forEach(watch -> {
            watch.setBack(at);
            ground.timers().arm(watch);
        }));
    }

    /** What a start has changed by itself and is to be stored; once. */
    List<Watch> takeResumed() {
        List<Watch> taken = resumed.stream().filter(watch -> !watch.hasEnded()).toList();
        resumed.clear();
        return taken;
    }

    /** Takes the rules as an earlier run has left them. What an attempt before has taken, and is no more, is let go. */
    void load(Collection<KnownRule> known, Stored stored) {
        Set<UUID> there = known.stream().map(KnownRule::id).collect(Collectors.toSet());
        List.copyOf(rules.values()).stream()
                .filter(rule -> !there.contains(rule.rule().id()))
                .forEach(this::drop);
        leftAlone.keySet().retainAll(there);
        Map<String, Set<String>> left = new HashMap<>();
        stored.states().keySet().forEach(field -> StateText.subjectOf(field)
                .ifPresent(subject -> left.computeIfAbsent(StateText.watchOf(field), any -> new HashSet<>())
                        .add(subject)));
        ground.signals().remember(stored);
        known.forEach(rule -> tryToPut(rule, stored, left.getOrDefault(rule.watch(), Set.of())));
        ground.signals().remember(Stored.NOTHING);
        Outage outage = outage(stored);
        if (outage.wasAhead()) {
            ground.signals().setBack(Sample.originOf(outage.now()));
        }
    }

    /**
     * A rule that was saved under other bounds, of expressions for one, must not keep all others from being at work; nor is
     * what it was before evaluated in its place.
     */
    private void tryToPut(KnownRule rule, Stored stored, Set<String> left) {
        try {
            put(rule, stored, left);
            leftAlone.remove(rule.id());
        } catch (RuntimeException notUnderstood) {
            rule(rule.id()).ifPresent(this::drop);
            leftAlone.put(
                    rule.id(),
                    new RuleFigures.LastError(
                            "the rule cannot be evaluated: " + notUnderstood.getMessage(), clock.instant()));
            LOG.errorf(
                    "stored rule cannot be evaluated and is left alone rule=%s reason=%s",
                    rule.rule().name(), notUnderstood.getMessage());
        }
    }

    /** Begins to watch, or goes on with a changed rule. It is stored already: another replica can have saved it. */
    void put(KnownRule rule) {
        tryToPut(rule, Stored.NOTHING, Set.of());
    }

    private void put(KnownRule known, Stored stored, Set<String> left) {
        Optional<WatchedRule> before = Optional.ofNullable(rules.get(known.id()));
        // The old watches are let go last, so that what is known of their signals stays known.
        if (known.rule().enabled()) {
            WatchedRule rule = new WatchedRule(known, settings.firingsPerMinute());
            Optional<WatchedRule> same = before.filter(old -> old.rule().watch().equals(known.watch()));
            same.ifPresent(rule::goOn);
            Set<String> about = new LinkedHashSet<>(subjects.of(known.rule().subject()));
            doubtful |= about.addAll(left);
            watch(
                    rule,
                    about,
                    subject -> same.flatMap(old -> old.of(subject))
                            .map(StateText::write)
                            .or(() -> Optional.ofNullable(stored.states().get(StateText.field(rule, subject)))),
                    stored);
            before.ifPresent(this::drop);
            rules.put(known.id(), rule);
            if (rule.isGroup()) {
                groups.add(known.id());
            }
        } else {
            before.ifPresent(this::drop);
        }
    }

    @FunctionalInterface
    private interface Left {
        Optional<String> of(String subject);
    }

    private void watch(WatchedRule rule, Set<String> about, Left left, Stored stored) {
        Outage outage = outage(stored);
        Planter planter =
                new Planter(rule.rule(), ground.signals(), ground.expressions(), Sample.originOf(outage.now()));
        for (String subject : about) {
            Watch watch = new Watch(rule, subject, progress, rule.rule().modified());
            watch.plant(planter.plant(watch));
            boolean goesOn =
                    left.of(subject).map(text -> StateText.read(text, watch)).orElse(false);
            if (goesOn && outage.end(watch)) {
                resumed.add(watch);
            }
            rule.add(watch);
            states.add(watch.state(), 1);
            begin(watch, outage.isNone() || !goesOn && outage.isShort());
        }
    }

    private Outage outage(Stored stored) {
        return new Outage(stored, settings, clock.instant());
    }

    /**
     * Looks for the first time before the next value comes, at what is known; a rule that was at work before the start has
     * done that, and goes on with what it remembers.
     *
     * @param isNew whether the rule is new or changed, or the device is
     */
    private void begin(Watch watch, boolean isNew) {
        watch.signals().forEach(signal -> {
            signal.watched();
            signal.arm();
        });
        if (isNew && watch.root().meet()) {
            // What was seen of a value that is stale changes no state, and is to be known after a restart all the same.
            resumed.add(watch);
        }
        if (!(watch.root() instanceof EdgeNode limit) || isNew && limit.isMet()) {
            progress.touched(watch);
        }
        ground.timers().arm(watch);
    }

    /** No longer watches a rule; the names under which its states are stored. */
    List<Gone> remove(UUID id) {
        leftAlone.remove(id);
        Optional<WatchedRule> rule = rule(id);
        List<Gone> gone = rule.map(WatchedRule::watches).orElse(List.of()).stream()
                .map(watch -> Gone.of(watch, true))
                .toList();
        rule.ifPresent(this::drop);
        return gone;
    }

    private void drop(WatchedRule rule) {
        rule.watches().forEach(this::release);
        rules.remove(rule.rule().id(), rule);
        groups.remove(rule.rule().id());
    }

    private void release(Watch watch) {
        Set<Signal> left = watch.signals();
        watch.root().detach();
        watch.end();
        left.forEach(Signal::unwatched);
        states.add(watch.state(), -1);
        ground.signals().release(left);
    }

    /** Whether a device that has left a group's rule was deleted. */
    boolean hasLost(WatchedRule rule, String device) {
        return rule.isGroup() && rule.of(device).isEmpty() && !subjects.exists(device);
    }

    /** What a group's rule has left to do for a device that has left it: {@code otherwise}, held back until now. */
    Optional<Transition> makeUpForGone(WatchedRule rule, Firing heldBack, Instant now) {
        if (!rule.isGroup() || heldBack.kind() != Firing.Kind.CLEARED) {
            return Optional.empty();
        }
        Transition decided = Transition.afterwards(rule.rule(), heldBack, now);
        return Optional.of(Pace.lasting(decided.firing().flatMap(progress::refusal))
                .map(decided::heldBackBy)
                .orElse(decided));
    }

    /** Asks anew which devices those rules are about that have to do with these; those that are gone. */
    List<Gone> subjectsChanged(ChangedDevices which) {
        ChangedDevices asked = doubtful && subjects.isComplete() ? ChangedDevices.ANY : which;
        doubtful &= !subjects.isComplete();
        List<Gone> gone = new ArrayList<>();
        groups.stream()
                .map(rules::get)
                .filter(rule -> isAffected(rule, asked))
                .toList()
                .forEach(rule -> expand(rule, asked, gone));
        return gone;
    }

    private boolean isAffected(WatchedRule rule, ChangedDevices which) {
        return which.any()
                || which.names().stream()
                        .anyMatch(name -> rule.of(name).isPresent()
                                != subjects.includes(rule.rule().rule().subject(), name));
    }

    private void expand(WatchedRule rule, ChangedDevices which, List<Gone> gone) {
        Set<String> now = subjects.of(rule.rule().rule().subject());
        List<Watch> left = rule.watches().stream()
                .filter(watch -> !now.contains(watch.subject()))
                // One that nobody has read yet is not gone.
                .filter(watch -> subjects.isComplete() || which.names().contains(watch.subject()))
                .toList();
        for (Watch watch : left) {
            watch.leave(Sample.originOf(clock.instant()));
            rule.remove(watch);
            release(watch);
            gone.add(Gone.of(watch, subjects.exists(watch.subject())));
        }
        Set<String> come = new LinkedHashSet<>(now);
        rule.watches().forEach(watch -> come.remove(watch.subject()));
        watch(rule, come, subject -> Optional.empty(), Stored.NOTHING);
    }
}
