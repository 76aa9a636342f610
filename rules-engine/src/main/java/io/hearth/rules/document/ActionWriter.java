package io.hearth.rules.document;

import io.hearth.rules.rule.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes what a rule does. */
final class ActionWriter {
    private ActionWriter() {}

    static List<Map<String, Object>> write(List<Action> actions) {
        return actions.stream().map(ActionWriter::action).toList();
    }

    private static Map<String, Object> action(Action action) {
        return switch (action) {
            case Action.Command command -> Map.of("command", command(command));
            case Action.Publish publish -> Map.of("publish", publish(publish));
            case Action.Webhook webhook -> Map.of("webhook", webhook(webhook));
            case Action.Notify notify -> Map.of("notify", notify(notify));
            case Action.Write write -> Map.of("write", write(write));
        };
    }

    private static Map<String, Object> command(Action.Command command) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putDevice(fields, command.device());
        fields.put("command", command.command());
        fields.put("values", command.values());
        command.confirm().ifPresent(confirm -> {
            Map<String, Object> proof = new LinkedHashMap<>();
            proof.put("resource", confirm.resource());
            proof.put("value", confirm.value());
            proof.put("within", Times.write(confirm.within()));
            fields.put("confirm", proof);
        });
        putValidFor(fields, command);
        return fields;
    }

    private static Map<String, Object> publish(Action.Publish publish) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", publish.topic());
        fields.put("payload", publish.payload());
        fields.put("qos", publish.qos());
        fields.put("retain", publish.retain());
        putValidFor(fields, publish);
        return fields;
    }

    private static Map<String, Object> webhook(Action.Webhook webhook) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", webhook.url());
        fields.put("method", webhook.method());
        fields.put("headers", webhook.headers());
        webhook.body().ifPresent(body -> fields.put("body", body));
        webhook.timeout().ifPresent(timeout -> fields.put("timeout", Times.write(timeout)));
        putValidFor(fields, webhook);
        return fields;
    }

    private static Map<String, Object> notify(Action.Notify notify) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("message", notify.message());
        fields.put("category", notify.category());
        notify.severity()
                .ifPresent(severity -> fields.put("severity", severity.name().toLowerCase(Locale.ROOT)));
        putValidFor(fields, notify);
        return fields;
    }

    private static Map<String, Object> write(Action.Write write) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putDevice(fields, write.device());
        fields.put("resource", write.resource());
        fields.put("value", write.value());
        putValidFor(fields, write);
        return fields;
    }

    private static void putValidFor(Map<String, Object> fields, Action action) {
        action.validFor().ifPresent(time -> fields.put("validFor", Times.write(time)));
    }

    private static void putDevice(Map<String, Object> fields, Optional<String> device) {
        device.ifPresent(name -> fields.put("device", name));
    }
}
