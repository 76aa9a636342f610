package io.hearth.rules.action;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.action.template.HeaderFields;
import io.hearth.rules.action.template.InvalidTemplate;
import io.hearth.rules.action.template.JsonTemplate;
import io.hearth.rules.action.template.Template;
import io.hearth.rules.action.template.TopicTemplate;
import io.hearth.rules.action.template.Unfit;
import io.hearth.rules.action.template.UrlTemplate;
import io.hearth.rules.action.template.Values;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fills in what a rule's actions leave open, when the rule decides. */
final class Deeds {
    /** The default of {@link ActionConfig#filledLength()}. */
    static final int LONGEST = 262_144;

    private static final String CONTENT_TYPE = "Content-Type";

    private final int longest;

    /**
     * With a bound.
     *
     * @param longest how many characters may be filled into one action
     */
    Deeds(int longest) {
        this.longest = longest;
    }

    /** What is to be done. What must not be filled in where it should be makes a {@link Deed.Refused}. */
    Deed of(Firing firing, int index, Action action) {
        Values values = new Values(firing, longest);
        try {
            return switch (action) {
                case Action.Command command -> command(firing, command, values);
                case Action.Publish publish ->
                    new Deed.Publish(
                            TopicTemplate.filled(publish.topic(), values),
                            text(publish.payload(), values),
                            publish.qos(),
                            publish.retain());
                case Action.Webhook webhook -> webhook(webhook, values);
                case Action.Notify notify -> notify(firing, index, notify, values);
                case Action.Write write ->
                    new Deed.Write(
                            write.device().orElse(firing.subject()),
                            write.resource(),
                            known("a reading", Template.fill(write.value(), values)));
            };
        } catch (Unfit | InvalidTemplate unfit) {
            return refused(firing, action, unfit.getMessage());
        } catch (RuntimeException unforeseen) {
            // The state has changed already: what is thrown here would take all other decisions of the batch with it.
            return refused(
                    firing,
                    action,
                    "cannot be filled in: " + unforeseen.getClass().getSimpleName());
        }
    }

    private static Deed command(Firing firing, Action.Command command, Values values) {
        @SuppressWarnings("unchecked")
        Map<String, Object> filled = (Map<String, Object>) Template.fill(command.values(), values);
        known("a command", filled);
        return new Deed.Command(
                command.device().orElse(firing.subject()),
                command.command(),
                filled,
                command.confirm()
                        .map(confirm -> new Action.Confirm(
                                confirm.resource(),
                                known("a proof", Template.fill(confirm.value(), values)),
                                confirm.within())));
    }

    /** A device that is told null does who knows what. */
    private static Object known(String what, Object value) {
        switch (value) {
            case null -> throw new Unfit("a placeholder has no value yet, and " + what + " cannot do without");
            case Map<?, ?> map -> map.values().forEach(item -> known(what, item));
            case List<?> list -> list.forEach(item -> known(what, item));
            default -> {}
        }
        return value;
    }

    private static Deed webhook(Action.Webhook webhook, Values values) {
        UrlTemplate url = UrlTemplate.of(webhook.url());
        Map<String, String> headers = new LinkedHashMap<>();
        webhook.headers().forEach((name, value) -> headers.put(name, HeaderFields.filled(name, value, values)));
        Optional<String> type = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean saysJson = type.filter(JsonTemplate::isType).isPresent();
        Optional<String> body = webhook.body()
                .map(tree -> saysJson && tree instanceof String text
                        ? JsonTemplate.filled(text, values)
                        : text(tree, values));
        if (body.isPresent() && type.isEmpty()) {
            headers.put(
                    CONTENT_TYPE,
                    webhook.body().get() instanceof String ? "text/plain; charset=utf-8" : "application/json");
        }
        return new Deed.Webhook(url.host(), url.filled(values), webhook.method(), headers, body, webhook.timeout());
    }

    private static Deed notify(Firing firing, int index, Action.Notify notify, Values values) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("id", Intent.idOf(firing, index).toString());
        alert.put("rule", firing.rule().rule().name());
        alert.put("device", firing.subject());
        alert.put(
                "severity",
                notify.severity().orElse(firing.rule().rule().severity()).name().toLowerCase(Locale.ROOT));
        alert.put("category", Template.of(notify.category()).text(values));
        alert.put("message", Template.of(notify.message()).text(values));
        alert.put("value", Template.fill("${value}", values));
        alert.put("state", Template.fill("${state}", values));
        alert.put("time", firing.at().toString());
        return new Deed.Notify(alert);
    }

    /** A tree is sent as JSON, and a text as it is: what fills them cannot change the shape of one that is JSON. */
    private static String text(Object payload, Values values) {
        if (!(payload instanceof String text)) {
            return new String(Json.bytes(Template.fill(payload, values)), StandardCharsets.UTF_8);
        }
        return JsonTemplate.isJson(text)
                ? JsonTemplate.filled(text, values)
                : Template.of(text).text(values);
    }

    private static Deed refused(Firing firing, Action action, String reason) {
        return switch (action) {
            case Action.Command command ->
                new Deed.Refused(
                        Deed.Kind.COMMAND, command.device().orElse(firing.subject()), command.command(), reason);
            case Action.Publish publish -> new Deed.Refused(Deed.Kind.PUBLISH, publish.topic(), "", reason);
            case Action.Webhook _ -> new Deed.Refused(Deed.Kind.WEBHOOK, "", "", reason);
            case Action.Notify _ -> new Deed.Refused(Deed.Kind.NOTIFY, "alerts", "", reason);
            case Action.Write write ->
                new Deed.Refused(Deed.Kind.WRITE, write.device().orElse(firing.subject()), write.resource(), reason);
        };
    }
}
