package io.hearth.rules.engine;

import io.hearth.rules.engine.RuleState.Active;
import io.hearth.rules.engine.RuleState.Clearing;
import io.hearth.rules.engine.RuleState.Normal;
import io.hearth.rules.engine.RuleState.Pending;
import io.hearth.rules.engine.RuleState.Unknown;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Shared;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which state follows which: a function of the state, what is known of the condition, and the time. Whoever calls it does so
 * at each deadline too, before what is known at a later time.
 *
 * @param delays how long the condition must hold, and is kept for afterwards (OPC UA Part 9, OnDelay and OffDelay)
 * @param minOn  how long it stays active at least
 * @param minOff how long it stays inactive at least, once it was active
 * @param repeat how often it says again that it is active (OPC UA Part 9, ReAlarmTime); empty for never
 */
record StateMachine(Delays delays, Duration minOn, Duration minOff, Optional<Duration> repeat) {
    static StateMachine of(Delays delays, Pacing pacing) {
        return Shared.of(new StateMachine(delays, pacing.minOn(), pacing.minOff(), pacing.reAlarm()));
    }

    /** The state after this is known at this time; the same object when nothing changes. */
    RuleState after(RuleState state, Truth truth, Instant at) {
        return switch (truth) {
            case TRUE -> afterTrue(state, at);
            case FALSE -> afterFalse(state, at);
            case UNKNOWN -> afterUnknown(state, at);
        };
    }

    private RuleState afterTrue(RuleState state, Instant at) {
        return switch (state) {
            case Unknown(var _, Optional<RuleState> before) -> {
                if (before.isPresent() && before.get() instanceof Active active) {
                    yield active(at, active.raised());
                }
                yield hold(at, before.flatMap(StateMachine::cleared));
            }
            case Normal normal -> hold(at, normal.cleared());
            case Pending pending -> at.isBefore(pending.until()) ? pending : active(at, at);
            case Active active ->
                active.repeat().filter(time -> !at.isBefore(time)).isPresent()
                        ? new Active(active.since(), active.raised(), nextRepeat(active.raised(), at))
                        : active;
            case Clearing clearing -> active(at, clearing.raised());
        };
    }

    private RuleState afterFalse(RuleState state, Instant at) {
        return switch (state) {
            case Unknown(var _, Optional<RuleState> before) ->
                before.isPresent() && before.get() instanceof Active active
                        ? leave(active, at)
                        : new Normal(at, before.flatMap(StateMachine::cleared));
            case Normal normal -> normal;
            case Pending pending -> new Normal(at, pending.cleared());
            case Active active -> leave(active, at);
            case Clearing clearing -> at.isBefore(clearing.until()) ? clearing : new Normal(at, Optional.of(at));
        };
    }

    /** What ran begins anew when values come back, so only what it was stays. */
    private RuleState afterUnknown(RuleState state, Instant at) {
        return switch (state) {
            case Unknown unknown -> unknown;
            case Normal normal -> new Unknown(at, Optional.of(normal));
            case Pending pending -> new Unknown(at, Optional.of(new Normal(pending.since(), pending.cleared())));
            case Active active -> new Unknown(at, Optional.of(active));
            case Clearing clearing -> new Unknown(at, Optional.of(active(clearing.since(), clearing.raised())));
        };
    }

    /** The same state under these delays, when those of the rule were changed meanwhile. */
    RuleState adopt(RuleState state) {
        return switch (state) {
            case Unknown unknown -> unknown;
            case Normal normal -> normal;
            case Pending(Instant since, var _, Optional<Instant> cleared) ->
                new Pending(since, holdsUntil(since, cleared), cleared);
            case Active(Instant since, Instant raised, Optional<Instant> next) ->
                new Active(
                        since,
                        raised,
                        next.filter(time -> isRepeat(raised, time)).or(() -> nextRepeat(raised, next.orElse(since))));
            case Clearing(Instant since, var _, Instant raised) -> new Clearing(since, leavesAt(since, raised), raised);
        };
    }

    /** The same state with what runs begun anew at this time: nobody looked for too long. */
    RuleState anew(RuleState state, Instant at) {
        return switch (state) {
            case Unknown unknown -> unknown;
            case Normal normal -> normal;
            case Pending(var _, var _, Optional<Instant> cleared) -> new Pending(at, holdsUntil(at, cleared), cleared);
            case Active active -> active;
            case Clearing(var _, var _, Instant raised) -> new Clearing(at, leavesAt(at, raised), raised);
        };
    }

    /** The same state whose end waits until this time and a grace, but never for longer than it lasts. */
    RuleState resume(RuleState state, Instant at, Duration grace) {
        return switch (state) {
            case Unknown unknown -> unknown;
            case Normal normal -> normal;
            case Active active -> active;
            case Pending(Instant since, Instant until, Optional<Instant> cleared) ->
                new Pending(since, later(until, at.plus(shorter(grace, since, until))), cleared);
            case Clearing(Instant since, Instant until, Instant raised) ->
                new Clearing(since, later(until, at.plus(shorter(grace, since, until))), raised);
        };
    }

    /** The same state when the clock was set back to this time: nothing was in the future, and what runs begins anew. */
    RuleState setBack(RuleState state, Instant at) {
        return switch (state) {
            case Unknown(Instant since, Optional<RuleState> before) ->
                new Unknown(earlier(since, at), before.map(was -> setBack(was, at)));
            case Normal(Instant since, Optional<Instant> cleared) ->
                new Normal(earlier(since, at), cleared.map(time -> earlier(time, at)));
            case Pending(Instant since, var _, Optional<Instant> cleared) -> {
                Optional<Instant> off = cleared.map(time -> earlier(time, at));
                yield new Pending(earlier(since, at), holdsUntil(earlier(since, at), off), off);
            }
            case Active(Instant since, Instant raised, var _) ->
                new Active(earlier(since, at), earlier(raised, at), nextRepeat(earlier(raised, at), at));
            case Clearing(Instant since, var _, Instant raised) -> {
                Instant on = earlier(raised, at);
                yield new Clearing(earlier(since, at), leavesAt(earlier(since, at), on), on);
            }
        };
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Duration shorter(Duration grace, Instant since, Instant until) {
        Duration lasts = Duration.between(since, until);
        return lasts.compareTo(grace) < 0 ? lasts : grace;
    }

    /** The same state with its next repetition after this time: those that were missed are not made up for. */
    RuleState skip(RuleState state, Instant until) {
        return state instanceof Active(Instant since, Instant raised, var _)
                ? new Active(since, raised, nextRepeat(raised, until))
                : state;
    }

    /** How long what ends at the state's deadline lasts, in ns. */
    static long lasts(RuleState state) {
        return state.deadline()
                .map(until -> Duration.between(state.since(), until).toNanos())
                .orElse(0L);
    }

    private RuleState hold(Instant at, Optional<Instant> cleared) {
        Instant until = holdsUntil(at, cleared);
        return until.isAfter(at) ? new Pending(at, until, cleared) : active(at, at);
    }

    private RuleState leave(Active active, Instant at) {
        Instant until = leavesAt(at, active.raised());
        return until.isAfter(at) ? new Clearing(at, until, active.raised()) : new Normal(at, Optional.of(at));
    }

    private Instant holdsUntil(Instant at, Optional<Instant> cleared) {
        Instant held = at.plus(delays.on());
        return cleared.map(off -> later(held, off.plus(minOff))).orElse(held);
    }

    private Instant leavesAt(Instant at, Instant raised) {
        return later(at.plus(delays.off()), raised.plus(minOn));
    }

    private Active active(Instant at, Instant raised) {
        return new Active(at, raised, nextRepeat(raised, at));
    }

    /** The first time after this that is a whole number of repetitions after it was raised. */
    private Optional<Instant> nextRepeat(Instant raised, Instant after) {
        return repeat.map(every -> {
            long passed = Duration.between(raised, after).dividedBy(every);
            return raised.plus(every.multipliedBy(Math.max(passed, 0) + 1));
        });
    }

    private boolean isRepeat(Instant raised, Instant time) {
        return repeat.filter(every -> Duration.between(raised, time).toNanos() % every.toNanos() == 0)
                .isPresent();
    }

    private static Optional<Instant> cleared(RuleState before) {
        return before instanceof Normal normal ? normal.cleared() : Optional.empty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
