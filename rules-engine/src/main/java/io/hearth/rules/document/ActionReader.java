package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a rule does. */
final class ActionReader {
    static final List<String> COMMAND = List.of("device", "command", "values", "confirm", "validFor");
    static final List<String> CONFIRM = List.of("resource", "value", "within");
    static final List<String> PUBLISH = List.of("topic", "payload", "qos", "retain", "validFor");
    static final List<String> WEBHOOK = List.of("url", "method", "headers", "body", "timeout", "validFor");
    static final List<String> NOTIFY = List.of("message", "category", "severity", "validFor");
    static final List<String> WRITE = List.of("device", "resource", "value", "validFor");

    /** What an action may be; it is one of them. */
    static final List<String> KINDS = List.of("command", "publish", "webhook", "notify", "write");

    private static final int USUAL_QOS = 1;
    private static final String USUAL_METHOD = "POST";

    private final RuleLimits limits;
    private final ActionTexts texts;
    private final Map<String, Function<Fields, Action>> readers = new LinkedHashMap<>();

    ActionReader(RuleLimits limits, ActionTexts texts) {
        this.limits = limits;
        this.texts = texts;
        readers.put("command", action -> command(action.object("command", COMMAND)));
        readers.put("publish", action -> publish(action.object("publish", PUBLISH)));
        readers.put("webhook", action -> webhook(action.object("webhook", WEBHOOK)));
        readers.put("notify", action -> notify(action.object("notify", NOTIFY)));
        readers.put("write", action -> write(action.object("write", WRITE)));
    }

    List<Action> list(Fields rule, String field) {
        List<Action> actions = new ArrayList<>();
        for (JsonNode item : rule.list(field, limits.actions(), "actions")) {
            actions.add(action(field + "[" + actions.size() + "]", item));
        }
        return actions;
    }

    private Action action(String path, JsonNode node) {
        Fields action = Fields.of(path, node, KINDS);
        List<String> kinds = action.present(KINDS);
        if (kinds.size() != 1) {
            throw new InvalidRule("field " + path + " has "
                    + (kinds.isEmpty() ? "nothing to do" : "more than one thing to do: " + String.join(", ", kinds))
                    + "; allowed is one of " + String.join(", ", KINDS));
        }
        try {
            return readers.get(kinds.getFirst()).apply(action);
        } catch (InvalidRule told) {
            throw told;
        } catch (IllegalArgumentException refused) {
            // By those who do it.
            throw new InvalidRule(refused.getMessage());
        }
    }

    private Action command(Fields command) {
        String values = command.path("values");
        Map<String, Object> named = PlainValues.named(
                values,
                command.required("values", "an object of resource names and their values"),
                limits.valuesLength());
        texts.template(values, named);
        return new Action.Command(
                command.optionalName("device", limits.nameLength()),
                command.sharedName("command", limits.nameLength()),
                named,
                command.optionalObject("confirm", CONFIRM).map(this::confirm),
                validFor(command));
    }

    private Action.Confirm confirm(Fields confirm) {
        JsonNode given = confirm.required("value", "a text, a number, true or false");
        Object value = PlainValues.scalar(confirm.path("value"), given, limits.descriptionLength());
        texts.template(confirm.path("value"), value);
        return new Action.Confirm(
                confirm.sharedName("resource", limits.nameLength()),
                value,
                confirm.positiveTime("within", limits.longestTime()));
    }

    private Action publish(Fields publish) {
        String topic = publish.requiredText("topic", limits.descriptionLength());
        texts.topic(publish.path("topic"), topic);
        Object payload = PlainValues.tree(
                publish.path("payload"), publish.required("payload", "a text, or JSON"), limits.valuesLength());
        texts.template(publish.path("payload"), payload);
        return new Action.Publish(
                topic,
                payload,
                publish.whole("qos", 0, 2).orElse(USUAL_QOS),
                publish.flag("retain").orElse(false),
                validFor(publish));
    }

    private Action webhook(Fields webhook) {
        String url = webhook.requiredText("url", limits.descriptionLength());
        String method = webhook.optionalName("method", limits.nameLength()).orElse(USUAL_METHOD);
        Map<String, String> headers = headers(webhook);
        Optional<Object> body = webhook.optional("body")
                .map(value -> PlainValues.tree(webhook.path("body"), value, limits.valuesLength()));
        Optional<Duration> timeout = webhook.optionalPositiveTime("timeout", limits.longestTime());
        texts.webhook(webhook.path(), url, method, headers, timeout);
        body.ifPresent(tree -> texts.template(webhook.path("body"), tree));
        return new Action.Webhook(url, method, headers, body, timeout, validFor(webhook));
    }

    private Map<String, String> headers(Fields webhook) {
        Map<String, String> headers = new LinkedHashMap<>();
        webhook.optional("headers").ifPresent(given -> {
            String path = webhook.path("headers");
            if (!given.isObject() || given.size() > limits.labels()) {
                throw Fields.refused(
                        path, given, "an object of at most " + limits.labels() + " names with their texts");
            }
            given.properties().forEach(header -> {
                String field = path + "." + Fields.shown(header.getKey());
                if (!header.getValue().isTextual()
                        || header.getValue().textValue().length() > limits.descriptionLength()) {
                    throw Fields.refused(
                            field,
                            header.getValue(),
                            "a text of at most " + limits.descriptionLength() + " characters");
                }
                headers.put(header.getKey(), header.getValue().textValue());
            });
        });
        return headers;
    }

    private Action notify(Fields notify) {
        String message = notify.requiredText("message", limits.descriptionLength());
        texts.template(notify.path("message"), message);
        String category = notify.text("category", limits.nameLength()).orElse("");
        texts.template(notify.path("category"), category);
        Optional<Severity> severity = notify.word("severity", RuleReader.SEVERITIES);
        return new Action.Notify(message, category, severity, validFor(notify));
    }

    private Action write(Fields write) {
        JsonNode given = write.required("value", "a text, a number, true or false");
        Object value = PlainValues.scalar(write.path("value"), given, limits.valuesLength());
        texts.template(write.path("value"), value);
        return new Action.Write(
                write.optionalName("device", limits.nameLength()),
                write.sharedName("resource", limits.nameLength()),
                value,
                validFor(write));
    }

    private Optional<Duration> validFor(Fields action) {
        return action.optionalTime("validFor", limits.shortestValidity(), limits.longestTime());
    }
}
