package io.hearth.rules;

import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.alarm.Source;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.why.Outcomes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells those who want to know what became of actions: the history of their rule, and its alarms. */
final class ActionNews implements ActionListener {
    private final Outcomes outcomes;
    private final RuleAlarms alarms;
    private final RuleBook book;
    private final Clock clock;

    ActionNews(Outcomes outcomes, RuleAlarms alarms, RuleBook book, Clock clock) {
        this.outcomes = outcomes;
        this.alarms = alarms;
        this.book = book;
        this.clock = clock;
    }

    /** The alarms that it ends: nobody would end them later. */
    @Override
    public void succeeds(Intent intent, Instant at) {
        // That a notice was sent is no sign that the lock obeyed.
        if (!intent.command().isEmpty()) {
            alarms.confirmed(intent.ruleId(), intent.source(), intent.what());
        }
        alarms.done(intent.ruleId(), intent.source(), intent.what());
    }

    @Override
    public void done(Intent intent, Instant at) {
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "done", "", at);
    }

    @Override
    public void fails(FailedAction failed) {
        Intent intent = failed.action();
        Severity severity = rule(intent).map(Rule::severity).orElse(Severity.WARNING);
        alarms.failed(
                sourceOf(intent),
                intent.what(),
                severity == Severity.INFO ? Severity.WARNING : severity,
                failed.reason(),
                failed.time());
    }

    @Override
    public void failed(FailedAction failed) {
        Intent intent = failed.action();
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "failed", failed.reason(), failed.time());
    }

    @Override
    public void unconfirmed(Intent intent, String reason) {
        Instant now = clock.instant();
        // First, as it is told again when this cannot be stored now.
        alarms.unconfirmed(sourceOf(intent), intent.what(), reason, now);
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "unconfirmed", reason, now);
    }

    private Optional<Rule> rule(Intent intent) {
        return book.byName(intent.rule()).map(KnownRule::rule);
    }

    private Source sourceOf(Intent intent) {
        List<String> labels = rule(intent).map(Rule::labels).orElse(List.of());
        return new Source(intent.ruleId(), intent.rule(), intent.watch(), labels, intent.source());
    }

    private static String text(Intent intent) {
        String what =
                intent.command().isEmpty() ? intent.deed().kind().name().toLowerCase(Locale.ROOT) : intent.command();
        return what + " of " + intent.device() + " (" + intent.id() + ")";
    }
}
