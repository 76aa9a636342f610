package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An action as it lies in Redis. Commands lie there as they did when there was nothing else, so that an older release's are
 * read, and an older release reads ours; of the other fields one is there. When it was carried out is in ms, and absent for what
 * was not.
 */
record StoredIntent(
        UUID id,
        UUID ruleId,
        String rule,
        String watch,
        String source,
        String device,
        String command,
        Map<String, Object> values,
        StoredConfirm confirm,
        Deed.Publish publish,
        StoredWebhook webhook,
        Map<String, Object> alert,
        Deed.Write write,
        Deed.Refused refused,
        long origin,
        int index,
        long order,
        StoredValidity validity,
        Long acted) {

    /** In ms; absent for what is always worth doing, and for what an earlier release has stored. */
    record StoredValidity(long since, long time, boolean renewable) {
        static StoredValidity of(Validity validity) {
            return new StoredValidity(
                    validity.since().toEpochMilli(), validity.time().toMillis(), validity.renewable());
        }

        Validity validity() {
            return new Validity(Instant.ofEpochMilli(since), Duration.ofMillis(time), renewable);
        }
    }

    /** Durations in ms: the shared mapper knows no {@link Duration}. */
    record StoredConfirm(String resource, Object value, long within) {
        static StoredConfirm of(Action.Confirm confirm) {
            return new StoredConfirm(
                    confirm.resource(), confirm.value(), confirm.within().toMillis());
        }

        Action.Confirm confirm() {
            return new Action.Confirm(resource, value, Duration.ofMillis(within));
        }
    }

    /** The timeout in ms. */
    record StoredWebhook(
            String host, String url, String method, Map<String, String> headers, String body, Long timeout) {
        static StoredWebhook of(Deed.Webhook webhook) {
            return new StoredWebhook(
                    webhook.host(),
                    webhook.url(),
                    webhook.method(),
                    webhook.headers(),
                    webhook.body().orElse(null),
                    webhook.timeout().map(Duration::toMillis).orElse(null));
        }

        Deed.Webhook webhook() {
            return new Deed.Webhook(
                    host,
                    url,
                    method,
                    headers,
                    Optional.ofNullable(body),
                    Optional.ofNullable(timeout).map(Duration::ofMillis));
        }
    }

    static StoredIntent of(Intent intent) {
        Deed deed = intent.deed();
        Optional<Deed.Command> command = as(Deed.Command.class, deed);
        return new StoredIntent(
                intent.id(),
                intent.ruleId(),
                intent.rule(),
                intent.watch(),
                intent.source(),
                command.map(Deed.Command::device).orElse(null),
                command.map(Deed.Command::command).orElse(null),
                command.map(Deed.Command::values).orElse(null),
                command.flatMap(Deed.Command::confirm).map(StoredConfirm::of).orElse(null),
                as(Deed.Publish.class, deed).orElse(null),
                as(Deed.Webhook.class, deed).map(StoredWebhook::of).orElse(null),
                as(Deed.Notify.class, deed).map(Deed.Notify::alert).orElse(null),
                as(Deed.Write.class, deed).orElse(null),
                as(Deed.Refused.class, deed).orElse(null),
                intent.origin(),
                intent.index(),
                intent.order(),
                intent.validity().map(StoredValidity::of).orElse(null),
                intent.acted().map(Instant::toEpochMilli).orElse(null));
    }

    private static <T extends Deed> Optional<T> as(Class<T> type, Deed deed) {
        return type.isInstance(deed) ? Optional.of(type.cast(deed)) : Optional.empty();
    }

    /**
     * The action.
     *
     * @throws IllegalArgumentException when it is of a kind that this release does not know
     */
    Intent intent() {
        return new Intent(
                id,
                ruleId,
                rule,
                watch,
                source,
                deed(),
                origin,
                index,
                order,
                Optional.ofNullable(validity).map(StoredValidity::validity),
                Optional.ofNullable(acted).map(Instant::ofEpochMilli));
    }

    private Deed deed() {
        if (publish != null) {
            return publish;
        }
        if (webhook != null) {
            return webhook.webhook();
        }
        if (alert != null) {
            return new Deed.Notify(alert);
        }
        if (write != null) {
            return write;
        }
        if (refused != null) {
            return refused;
        }
        if (device == null || command == null || values == null) {
            throw new IllegalArgumentException("an action of no known kind");
        }
        return new Deed.Command(
                device, command, values, Optional.ofNullable(confirm).map(StoredConfirm::confirm));
    }
}
