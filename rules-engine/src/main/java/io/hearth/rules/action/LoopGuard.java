package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finds rules that feed their own conditions, and keeps them from going round for ever. It remembers which rules led to what is
 * done to a device, or written as a reading; a firing because of a reading of that follows from those rules. A rule that follows
 * from itself, by itself or over others, may fire so-and-so often within a time; a firing for another reason lets it begin anew.
 * Times are those of the readings. What is published or asked of others by HTTP is not followed: the limit of a rule's firings
 * holds there. Remembered in memory only.
 */
public final class LoopGuard {
    private static final Logger LOG = Logger.getLogger(LoopGuard.class);
    /** Longer chains are a loop of something else, or none. */
    private static final int LONGEST_CHAIN = 64;

    private final ActionConfig.LoopConfig config;
    /** What rules acted on, the oldest first. */
    private final LinkedHashMap<Target, Trace> traces = new LinkedHashMap<>();

    private final Map<Who, Round> rounds = new HashMap<>();
    private final LongAdder limited = new LongAdder();

    /** With bounds. */
    public LoopGuard(ActionConfig.LoopConfig config) {
        this.config = config;
    }

    /** Whether a firing may act. */
    public sealed interface Verdict {
        /** It may. */
        record Admitted() implements Verdict {}

        /**
         * It may not: its rule goes round.
         *
         * @param until when it may again, by the clock of the readings
         */
        record Limited(String reason, Instant until) implements Verdict {}
    }

    /** A rule for one of its subjects. */
    private record Who(UUID rule, String subject) {}

    /** What was acted on: a device, or one resource of it. */
    private record Target(String device, Optional<String> resource) {}

    /** That these led to it, lately. */
    private record Trace(Set<Who> chain, Instant at) {}

    /** The firings of a rule that followed from itself, the oldest first. */
    private static final class Round {
        private final Deque<Instant> firings = new ArrayDeque<>();
        private boolean told;
    }

    /** Decides about a firing, and remembers what it is about to act on when it may. */
    public synchronized Verdict admit(Firing firing) {
        Who who = new Who(firing.rule().id(), firing.subject());
        Set<Who> chain = chainOf(firing);
        if (!chain.contains(who)) {
            rounds.remove(who);
        } else if (isOnceTooOften(who, firing.at())) {
            return limit(who, firing);
        }
        remember(firing, who, chain);
        return new Verdict.Admitted();
    }

    private boolean isOnceTooOften(Who who, Instant at) {
        Deque<Instant> firings = rounds.computeIfAbsent(who, any -> new Round()).firings;
        while (!firings.isEmpty() && !isLately(firings.getFirst(), at)) {
            firings.removeFirst();
        }
        boolean isTooOften = firings.size() >= config.firings();
        if (!isTooOften) {
            firings.addLast(at);
        }
        return isTooOften;
    }

    private Verdict limit(Who who, Firing firing) {
        limited.increment();
        String reason = "the rule feeds its own condition: more than " + config.firings() + " firings in "
                + config.within().toSeconds() + " s followed from what it did itself";
        Round round = rounds.get(who);
        if (!round.told) {
            round.told = true;
            LOG.warnf(
                    "rule feeds its own condition and does not act for now rule=%s device=%s",
                    firing.rule().rule().name(), firing.subject());
        }
        return new Verdict.Limited(reason, opens(round, firing.at()));
    }

    /** When the oldest of its firings counts no more. */
    private Instant opens(Round round, Instant now) {
        Instant oldest = round.firings.isEmpty() ? now : round.firings.getFirst();
        return (oldest.isAfter(now) ? now : oldest).plus(config.within());
    }

    /** Not what comes much later: a clock that was set back would else be limited for as long as it was ahead. */
    private boolean isLately(Instant then, Instant now) {
        return then.plus(config.within()).isAfter(now) && then.isBefore(now.plus(config.within()));
    }

    /** Which rules led to this firing; a timer's by whatever the rule watches. */
    private Set<Who> chainOf(Firing firing) {
        Set<Who> chain = new LinkedHashSet<>();
        firing.cause()
                .map(Stream::of)
                .orElseGet(() -> firing.readings().keySet().stream())
                .forEach(signal -> {
                    chainOf(new Target(signal.device(), Optional.empty()), firing.at())
                            .forEach(chain::add);
                    chainOf(new Target(signal.device(), Optional.of(signal.resource())), firing.at())
                            .forEach(chain::add);
                });
        return chain;
    }

    private Set<Who> chainOf(Target target, Instant at) {
        return Optional.ofNullable(traces.get(target))
                .filter(trace -> isLately(trace.at(), at))
                .map(Trace::chain)
                .orElse(Set.of());
    }

    private void remember(Firing firing, Who who, Set<Who> chain) {
        Set<Who> longer = chain.size() >= LONGEST_CHAIN ? new LinkedHashSet<>() : new LinkedHashSet<>(chain);
        longer.add(who);
        firing.actions().stream()
                .flatMap(action -> target(firing, action).stream())
                .forEach(target -> {
                    // Behind all others: the oldest one goes first when there are too many.
                    traces.remove(target);
                    traces.put(target, new Trace(Set.copyOf(longer), firing.at()));
                });
        while (traces.size() > config.remembered()) {
            traces.pollFirstEntry();
        }
        forgetOldRounds(firing.at());
    }

    /** A rule that went round once and never fired again would be remembered for ever. */
    private void forgetOldRounds(Instant now) {
        if (rounds.size() > config.remembered()) {
            rounds.values().removeIf(round -> round.firings.isEmpty() || !isLately(round.firings.getLast(), now));
        }
    }

    private static Optional<Target> target(Firing firing, Action action) {
        return switch (action) {
            case Action.Command command ->
                Optional.of(new Target(command.device().orElse(firing.subject()), Optional.empty()));
            case Action.Write write ->
                Optional.of(new Target(write.device().orElse(firing.subject()), Optional.of(write.resource())));
            case Action.Publish _, Action.Webhook _, Action.Notify _ -> Optional.empty();
        };
    }

    /** How many firings did not act. */
    public long limited() {
        return limited.sum();
    }
}
