package io.hearth.rules;

import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.action.template.Template;
import io.hearth.rules.action.webhook.WebhookPolicy;
import io.hearth.rules.document.ActionTexts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Looks at the texts of a rule's actions as those will who fill and send them. */
record FilledTexts(TopicPolicy topics, WebhookPolicy webhooks) implements ActionTexts {
    @Override
    public void template(String path, Object tree) {
        Template.check(path, tree);
    }

    @Override
    public void topic(String path, String topic) {
        topics.check(path, topic);
    }

    @Override
    public void webhook(
            String path, String url, String method, Map<String, String> headers, Optional<Duration> timeout) {
        webhooks.check(path + ".url", url);
        webhooks.checkMethod(path + ".method", method);
        webhooks.checkHeaders(path + ".headers", headers);
        timeout.ifPresent(time -> webhooks.checkTimeout(path + ".timeout", time));
    }
}
