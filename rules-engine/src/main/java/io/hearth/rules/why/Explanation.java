package io.hearth.rules.why;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.action.Actions;
import io.hearth.rules.document.Times;
import io.hearth.rules.engine.RuleState;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.silence.HeldBackFirings;
import io.hearth.rules.silence.Silence;
import io.hearth.rules.silence.Silences;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says why a rule is as it is for a device. */
public final class Explanation {
    private final WhyLog log;
    private final Actions actions;
    private final Silences silences;
    private final HeldBackFirings heldBack;
    private final Clock clock;

    /** From all who know something about it. */
    public Explanation(WhyLog log, Actions actions, Silences silences, HeldBackFirings heldBack, Clock clock) {
        this.log = log;
        this.actions = actions;
        this.silences = silences;
        this.heldBack = heldBack;
        this.clock = clock;
    }

    WhyView ofOneSwitchedOff(KnownRule rule, String device) {
        return ofOneNotEvaluated(rule, device, "the rule is switched off since " + rule.modified());
    }

    /** Of one that nobody evaluates, and why. */
    WhyView ofOneNotEvaluated(KnownRule rule, String device, String because) {
        return new WhyView(
                ApiVersion.V3,
                200,
                rule.rule().name(),
                device,
                null,
                null,
                null,
                because,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                device.isEmpty() ? List.of() : log.of(rule.id(), device));
    }

    WhyView of(KnownRule rule, Standing standing) {
        Instant now = clock.instant();
        Optional<Silence> silence = silences.about(rule, standing.device(), now);
        return new WhyView(
                ApiVersion.V3,
                200,
                rule.rule().name(),
                standing.device(),
                standing.state().label(),
                standing.state().since().toString(),
                standing.deadline().map(Instant::toString).orElse(null),
                because(rule, standing)
                        + pacing(rule, standing)
                        + silence.map(one -> "; " + one.told(now)).orElse(""),
                silence.map(one -> one.id().toString()).orElse(null),
                heldBack.of(rule.id(), standing.device())
                        .map(one -> one.kind().name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                standing.last().stream().map(Explanation::value).toList(),
                Leaves.of(rule.rule().when(), standing.device(), standing.last()).stream()
                        .map(Explanation::part)
                        .toList(),
                actions.waiting().stream()
                        .filter(intent -> intent.ruleId().equals(rule.id())
                                && intent.source().equals(standing.device()))
                        .map(intent -> new WhyView.Waiting(
                                intent.id().toString(),
                                intent.device(),
                                intent.command(),
                                actions.silenced(intent).orElse(null)))
                        .toList(),
                log.of(rule.id(), standing.device()));
    }

    private static WhyView.Value value(Sample sample) {
        return new WhyView.Value(
                sample.signal().device(),
                sample.signal().resource(),
                sample.text(),
                sample.time().toString());
    }

    private static WhyView.Part part(Standing.Leaf leaf) {
        return new WhyView.Part(
                ConditionText.of(leaf.condition()),
                leaf.value().isEmpty() ? null : leaf.value(),
                leaf.holds().orElse(null));
    }

    /** As {@code 19.4 is below 20 since 07:12:03; pending until 07:12:33 (onDelay 30s)}. */
    static String because(KnownRule rule, Standing standing) {
        RuleState state = standing.state();
        String label = state.label();
        String value =
                standing.last().isEmpty() ? "" : standing.last().getFirst().text();
        Condition when = rule.rule().when();
        return switch (label) {
            case "UNKNOWN" ->
                value.isEmpty()
                        ? "no value was seen yet since " + state.since() + ", so nothing is decided"
                        : "the value is missing, stale or not a number since " + state.since()
                                + ", so nothing is decided";
            case "PENDING" ->
                ConditionText.sentence(when, value, Optional.of(true)) + " since " + state.since() + "; pending"
                        + until(standing)
                        + reason(
                                "onDelay",
                                rule.rule().delays().on(),
                                "minOff",
                                rule.rule().pacing().minOff());
            case "CLEARING" ->
                ConditionText.sentence(when, value, Optional.of(false)) + " since " + state.since() + "; still active"
                        + until(standing)
                        + reason(
                                "offDelay",
                                rule.rule().delays().off(),
                                "minOn",
                                rule.rule().pacing().minOn());
            case "ACTIVE" -> ConditionText.sentence(when, value, Optional.of(true)) + "; active since " + state.since();
            default -> ConditionText.sentence(when, value, Optional.of(false)) + "; normal since " + state.since();
        };
    }

    /** As {@code ; held back until 07:12:33; cools down until 07:12:33 (coolDown 5m)}. */
    static String pacing(KnownRule rule, Standing standing) {
        String held =
                standing.resumes().map(time -> "; held back until " + time).orElse("");
        return held
                + standing.cools()
                        .map(time -> "; cools down until " + time
                                + reason("coolDown", rule.rule().pacing().coolDown(), "", Duration.ZERO))
                        .orElse("");
    }

    private static String until(Standing standing) {
        return standing.deadline().map(time -> " until " + time).orElse("");
    }

    private static String reason(String delay, Duration lasting, String least, Duration atLeast) {
        String first = lasting.isZero() ? "" : delay + " " + Times.write(lasting);
        String second = atLeast.isZero() ? "" : least + " " + Times.write(atLeast);
        if (first.isEmpty() && second.isEmpty()) {
            return "";
        }
        return " (" + first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second + ")";
    }
}
