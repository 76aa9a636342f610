package io.hearth.rules.alarm;

import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.why.Wording;
import io.vertx.mutiny.redis.client.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The alarms that rules raise and end, stored in the same transaction as what the rules decide. Between what is to be stored
 * and what is, nobody else changes these alarms.
 */
public final class RuleAlarms implements Participant {
    private static final Logger LOG = Logger.getLogger(RuleAlarms.class);

    private final Alarms alarms;
    /** Whose turns are ours until what we said is stored. */
    private final Set<AlarmKey> taken = new HashSet<>();
    /** What could not be ended because it could not be stored, and why it must be. */
    private final Map<UUID, Retired> retired = new ConcurrentHashMap<>();

    private Draft draft;

    private record Retired(Predicate<Alarm> which, String why) {}

    /** With all alarms. */
    public RuleAlarms(Alarms alarms) {
        this.alarms = alarms;
        this.draft = new Draft(alarms.book());
    }

    @Override
    public List<Request> toStore(List<Transition> transitions) {
        Set<AlarmKey> wanted = new HashSet<>();
        for (Transition transition : transitions) {
            wanted.add(key(transition, Kind.RULE));
            wanted.add(key(transition, Kind.LIMITED));
        }
        wanted.removeIf(key -> taken.contains(key));
        alarms.take(wanted);
        taken.addAll(wanted);
        draft = new Draft(alarms.book());
        transitions.forEach(transition -> apply(transition, draft));
        alarms.expiry().trim(draft, alarms.now());
        return AlarmStore.requests(draft);
    }

    @Override
    public void stored(List<Transition> transitions) {
        alarms.show(draft);
        draft = new Draft(alarms.book());
        alarms.turns().leave(taken);
        taken.clear();
    }

    private static AlarmKey key(Transition transition, Kind kind) {
        return new AlarmKey(transition.rule().id(), transition.subject(), kind);
    }

    private void apply(Transition transition, Draft into) {
        if (transition.to().isActive()) {
            if (transition.rule().rule().alarm()) {
                raise(transition, Kind.RULE, transition.rule().rule().severity(), Wording.raised(transition), into);
            }
        } else {
            end(transition, Kind.RULE, Wording.ended(transition), into);
        }
        transition
                .heldBack()
                .filter(reason -> reason == HeldBack.LIMITED || reason == HeldBack.LOOP)
                .ifPresentOrElse(reason -> limited(transition, reason, into), () -> {
                    if (transition.acts()) {
                        end(transition, Kind.LIMITED, "the rule acts again", into);
                    }
                });
    }

    private void limited(Transition transition, HeldBack reason, Draft into) {
        alarms.expiry().refused(key(transition, Kind.LIMITED), alarms.now());
        Severity severity = transition.rule().rule().severity();
        raise(transition, Kind.LIMITED, severity, Wording.limited(transition, reason), into);
    }

    private void raise(Transition transition, Kind kind, Severity severity, String message, Draft into) {
        Instant now = alarms.now();
        Alarm raised = Alarm.raised(
                Source.of(transition.rule(), transition.subject()),
                kind,
                severity,
                message,
                transition.value(),
                transition.at(),
                now);
        put(raised, into, now);
    }

    private void put(Alarm raised, Draft into, Instant now) {
        into.newest(raised.key())
                .ifPresentOrElse(
                        before -> {
                            // The same is evaluated again, or a rule on its way out of being active came back.
                            if (!before.isActive() && !before.id().equals(raised.id())) {
                                Alarm replaced = before.replacedBy(
                                        raised, now, alarms.config().history());
                                if (replaced != before) {
                                    into.put(replaced);
                                }
                                into.put(raised.after(before, now));
                            }
                        },
                        () -> into.put(raised));
    }

    private void end(Transition transition, Kind kind, String why, Draft into) {
        into.newest(key(transition, kind))
                .filter(Alarm::isActive)
                .ifPresent(alarm -> into.put(alarm.end(
                        transition.at(), alarms.now(), why, alarms.config().history())));
    }

    /**
     * A device did not show that it obeyed a rule.
     *
     * @param source whose action it was
     * @param action which one, as {@link Alarm#action}: another device that obeys says nothing of this one
     * @param reason what it does not show
     * @param at     when that was known
     */
    public void unconfirmed(Source source, String action, String reason, Instant at) {
        Alarm raised = Alarm.raised(source, Kind.UNCONFIRMED, action, Severity.CRITICAL, reason, "", at, alarms.now());
        alarms.change(List.of(raised.key()), draft -> {
            put(raised, draft, alarms.now());
            return raised;
        });
    }

    /**
     * An action was given up.
     *
     * @param source   whose action it was
     * @param action   which one, as {@link Alarm#action}
     * @param severity how bad that is
     * @param reason   why it was given up
     * @param at       when
     */
    public void failed(Source source, String action, Severity severity, String reason, Instant at) {
        AlarmKey key = new AlarmKey(source.ruleId(), source.device(), Kind.FAILED, action);
        // Whoever fails thousands of times has one alarm: it is not stored anew each time.
        if (isActive(key)) {
            return;
        }
        Alarm raised = Alarm.raised(
                source, Kind.FAILED, action, severity, action + " was given up: " + reason, "", at, alarms.now());
        alarms.change(List.of(key), draft -> {
            put(raised, draft, alarms.now());
            return raised;
        });
    }

    /** A device obeyed a rule: that it did not obey the same action before is over. */
    public void confirmed(UUID ruleId, String device, String action) {
        over(new AlarmKey(ruleId, device, Kind.UNCONFIRMED, action), "a later action was done");
    }

    /** An action was done: that it was given up before is over. */
    public void done(UUID ruleId, String device, String action) {
        over(new AlarmKey(ruleId, device, Kind.FAILED, action), "the action was done");
    }

    private void over(AlarmKey key, String why) {
        if (!isActive(key)) {
            return;
        }
        alarms.change(List.of(key), draft -> {
            draft.newest(key)
                    .filter(Alarm::isActive)
                    .ifPresent(alarm -> draft.put(alarm.end(
                            alarms.now(), alarms.now(), why, alarms.config().history())));
            return key;
        });
    }

    private boolean isActive(AlarmKey key) {
        return alarms.book().newest(key).filter(Alarm::isActive).isPresent();
    }

    @Override
    public void loaded(Collection<KnownRule> enabled) {
        alarms.load();
        Map<UUID, KnownRule> rules = new HashMap<>();
        enabled.forEach(rule -> rules.put(rule.id(), rule));
        // A rule can have been deleted or changed just before the service was killed.
        for (UUID ruleId : alarms.book().rules()) {
            KnownRule rule = rules.get(ruleId);
            if (rule == null) {
                alarms.end(ruleId, any -> true, "the rule is deleted or switched off");
            } else {
                alarms.end(ruleId, alarm -> isOver(alarm, rule), "the rule was changed");
            }
        }
    }

    @Override
    public void put(KnownRule rule) {
        if (rule.rule().enabled()) {
            retire(rule.id(), alarm -> isOver(alarm, rule), "the rule was changed");
        } else {
            retire(rule.id(), any -> true, "the rule is switched off");
        }
    }

    private static boolean isOver(Alarm alarm, KnownRule rule) {
        return !alarm.source().watch().equals(rule.watch())
                || alarm.kind() == Kind.RULE && !rule.rule().alarm();
    }

    @Override
    public void removed(KnownRule rule) {
        retire(rule.id(), any -> true, "the rule is deleted");
    }

    @Override
    public void gone(KnownRule rule, String subject) {
        retire(
                rule.id(),
                alarm -> alarm.source().device().equals(subject),
                "the device is no longer one of the rule's");
    }

    @Override
    public void orphaned(KnownRule rule, String subject) {
        retire(
                rule.id(),
                alarm -> alarm.source().device().equals(subject)
                        && alarm.source().watch().equals(rule.watch()),
                "the rule was deleted, switched off or changed");
    }

    private void retire(UUID ruleId, Predicate<Alarm> which, String why) {
        try {
            alarms.end(ruleId, which, why);
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "alarms of a rule are not ended yet, trying again rule=%s", ruleId);
            retired.merge(
                    ruleId,
                    new Retired(which, why),
                    (before, next) -> new Retired(before.which().or(next.which()), next.why()));
        }
    }

    /** Ends what could not be ended before, and what ends by the clock. */
    public void tick() {
        new ArrayList<>(retired.keySet()).forEach(ruleId -> {
            Retired again = retired.remove(ruleId);
            retire(ruleId, again.which(), again.why());
        });
        alarms.tick();
    }
}
