package io.hearth.rules.check;

import io.hearth.rules.document.Places;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.SignalRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Times that contradict each other, so that a rule could never become active or never repeat. */
final class TimeCheck {
    private final Rule rule;
    private final Places places;
    private final List<Finding> errors = new ArrayList<>();

    private TimeCheck(Rule rule, Places places) {
        this.rule = rule;
        this.places = places;
    }

    static List<Finding> of(Rule rule, Places places) {
        TimeCheck check = new TimeCheck(rule, places);
        check.repetition();
        check.validity("then", rule.then());
        check.validity("otherwise", rule.otherwise());
        check.held("when", rule.when(), rule.delays().on());
        Leaves.each(rule.when()).forEach(condition -> {
            switch (condition) {
                case Condition.Held held ->
                    check.held(places.of(held), held.condition(), held.delays().on());
                case Condition.All all -> {
                    check.schedules(all);
                    check.stale(all);
                }
                default -> {}
            }
        });
        return check.errors;
    }

    /** A repetition within the cool-down would never act. */
    private void repetition() {
        Duration coolDown = rule.pacing().coolDown();
        rule.pacing()
                .reAlarm()
                .filter(time -> time.compareTo(coolDown) < 0)
                .ifPresent(time -> errors.add(Finding.of(
                        "reAlarmTime",
                        "is " + time + " and shorter than coolDown with " + coolDown
                                + ", within which nothing is done; allowed is " + coolDown + " or more")));
    }

    /** A request that is worth less than one attempt may take is as good as one without the time-out it names. */
    private void validity(String field, List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i) instanceof Action.Webhook webhook
                    && webhook.timeout().isPresent()
                    && webhook.validFor()
                            .filter(time -> time.compareTo(webhook.timeout().get()) < 0)
                            .isPresent()) {
                errors.add(Finding.of(
                        field + "[" + i + "].webhook.validFor",
                        "is " + webhook.validFor().get() + " and shorter than timeout with "
                                + webhook.timeout().get() + ", which one attempt may take; allowed is "
                                + webhook.timeout().get() + " or more"));
            }
        }
    }

    /** What must hold longer than the time in which it can hold. */
    private void held(String path, Condition condition, Duration on) {
        within(condition).forEach(within -> {
            Duration longest = WeekTimes.of(within.schedule()).longest();
            if (on.compareTo(longest) >= 0) {
                errors.add(Finding.of(
                        path + ".onDelay",
                        "is " + on + ", and the schedule in " + places.of(within) + " never lasts longer than "
                                + longest + "; allowed is less than that"));
            }
        });
    }

    private static Stream<Condition.Within> within(Condition condition) {
        return Leaves.together(condition)
                .filter(Condition.Within.class::isInstance)
                .map(Condition.Within.class::cast);
    }

    private void schedules(Condition.All all) {
        List<Condition.Within> schedules = within(all).toList();
        for (Condition.Within one : schedules) {
            for (Condition.Within other : schedules.subList(schedules.indexOf(one) + 1, schedules.size())) {
                if (apart(one.schedule(), other.schedule())) {
                    errors.add(
                            new Finding(
                                    places.of(other),
                                    "fields " + places.of(one) + " and " + places.of(other)
                                            + " contradict each other: no time is within both; allowed are schedules that meet"));
                }
            }
        }
    }

    /** Of different time zones nothing is said: they meet in some weeks and not in others. */
    private static boolean apart(Schedule one, Schedule other) {
        return one.zone().equals(other.zone()) && !WeekTimes.of(one).meets(WeekTimes.of(other));
    }

    /** What is stale before it is absent is unknown when it is absent. */
    private void stale(Condition.All all) {
        rule.staleAfter().ifPresent(age -> Leaves.together(all)
                .filter(Condition.Absence.class::isInstance)
                .map(Condition.Absence.class::cast)
                .filter(absence -> absence.after().compareTo(age) >= 0)
                .forEach(absence -> Leaves.together(all)
                        .filter(other -> !(other instanceof Condition.Absence))
                        .filter(other -> Leaves.measures(other).values().stream()
                                .anyMatch(measure -> covers(absence, measure.signal())))
                        .forEach(other -> errors.add(Finding.of(
                                "staleAfter",
                                "is " + age + ", after which " + places.of(other) + " is unknown, and "
                                        + places.of(absence) + ".absent with " + absence.after()
                                        + " must hold with it; allowed is more than " + absence.after())))));
    }

    private static boolean covers(Condition.Absence absence, SignalRef signal) {
        return absence.device().equals(signal.device())
                && absence.resource().map(signal.resource()::equals).orElse(true);
    }
}
