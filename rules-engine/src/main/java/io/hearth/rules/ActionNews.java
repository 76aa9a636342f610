package io.hearth.rules;

import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.alarm.Source;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.why.Outcomes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Tells those who want to know what became of actions: the history of their rule, and its alarms. */
final class ActionNews implements ActionListener {
    private static final Logger LOG = Logger.getLogger(ActionNews.class);

    private final Outcomes outcomes;
    private final RuleAlarms alarms;
    private final RuleBook book;

    ActionNews(Outcomes outcomes, RuleAlarms alarms, RuleBook book) {
        this.outcomes = outcomes;
        this.alarms = alarms;
        this.book = book;
    }

    @Override
    public void done(Intent intent, Instant at) {
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "done", "", at);
        tryTo(() -> alarms.confirmed(intent.ruleId(), intent.source()));
    }

    @Override
    public void failed(FailedAction failed) {
        Intent intent = failed.action();
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "failed", failed.reason(), failed.time());
    }

    @Override
    public void unconfirmed(Intent intent, String reason) {
        Instant now = Instant.now();
        outcomes.add(intent.ruleId(), intent.source(), text(intent), "unconfirmed", reason, now);
        List<String> labels = book.byName(intent.rule())
                .map(KnownRule::rule)
                .map(rule -> rule.labels())
                .orElse(List.of());
        Source source = new Source(intent.ruleId(), intent.rule(), intent.watch(), labels, intent.source());
        tryTo(() -> alarms.unconfirmed(source, reason, now));
    }

    private static String text(Intent intent) {
        String what =
                intent.command().isEmpty() ? intent.deed().kind().name().toLowerCase(Locale.ROOT) : intent.command();
        return what + " of " + intent.device() + " (" + intent.id() + ")";
    }

    private static void tryTo(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException notNow) {
            LOG.warnf("an alarm about an action is not changed reason=%s", notNow.getMessage());
        }
    }
}
