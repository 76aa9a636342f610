package io.hearth.rules.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule does when it becomes active, or is no longer. Texts, and texts inside of values, may hold placeholders as
 * {@code ${value}}, which are filled when the rule decides.
 */
public sealed interface Action {
    /** For how long after its decision it is worth doing; empty for as long as is configured for its kind. */
    Optional<Duration> validFor();

    /**
     * A set command to a device, over core-command.
     *
     * @param device  the device's name; empty for the one that the rule's selector stands for
     * @param command the name of its command or resource
     * @param values  resource names with their values, in this order: text, numbers, booleans, lists and maps of them
     * @param confirm the reading that proves that the device obeyed
     */
    record Command(
            Optional<String> device,
            String command,
            Map<String, Object> values,
            Optional<Confirm> confirm,
            Optional<Duration> validFor)
            implements Action {
        /** Keeps the order of the values. */
        public Command {
            values = InOrder.copyOf(values);
        }

        /** A command that is valid for as long as is configured. */
        public Command(Optional<String> device, String command, Map<String, Object> values, Optional<Confirm> confirm) {
            this(device, command, values, confirm, Optional.empty());
        }

        /** A command to a device by its name, without proof. */
        public Command(String device, String command, Map<String, Object> values) {
            this(Optional.of(device), command, values, Optional.empty());
        }
    }

    /**
     * A message on the bus' broker.
     *
     * @param topic   the topic, without wildcards
     * @param payload text, sent as it is, or a tree of plain values, sent as JSON
     * @param qos     MQTT's quality of service: 0, 1 or 2
     * @param retain  whether the broker keeps it for those who subscribe later
     */
    record Publish(String topic, Object payload, int qos, boolean retain, Optional<Duration> validFor)
            implements Action {
        /** A message that is valid for as long as is configured. */
        public Publish(String topic, Object payload, int qos, boolean retain) {
            this(topic, payload, qos, retain, Optional.empty());
        }
    }

    /**
     * An HTTP request.
     *
     * @param url     where to, a URL; its host must be one that is allowed, and placeholders may stand behind it only
     * @param method  POST, PUT or another of HTTP's methods
     * @param headers names and values of header fields
     * @param body    text, sent as it is, or a tree of plain values, sent as JSON; empty for none
     * @param timeout how long one attempt may take; empty for what is configured
     */
    record Webhook(
            String url,
            String method,
            Map<String, String> headers,
            Optional<Object> body,
            Optional<Duration> timeout,
            Optional<Duration> validFor)
            implements Action {
        /** Keeps the order of the headers. */
        public Webhook {
            headers = InOrder.copyOf(headers);
        }

        /** A request that is valid for as long as is configured. */
        public Webhook(
                String url,
                String method,
                Map<String, String> headers,
                Optional<Object> body,
                Optional<Duration> timeout) {
            this(url, method, headers, body, timeout, Optional.empty());
        }
    }

    /**
     * A notice on {@code system/alerts} for people.
     *
     * @param message  the text
     * @param category what it is about; may be empty
     * @param severity how bad it is; empty for as bad as the rule
     */
    record Notify(String message, String category, Optional<Severity> severity, Optional<Duration> validFor)
            implements Action {
        /** A notice that is valid for as long as is configured. */
        public Notify(String message, String category, Optional<Severity> severity) {
            this(message, category, severity, Optional.empty());
        }
    }

    /**
     * A reading, as if a device had reported it.
     *
     * @param device   the device; empty for the one that the rule's selector stands for
     * @param resource the resource's name
     * @param value    the value: text, a number, a boolean
     */
    record Write(Optional<String> device, String resource, Object value, Optional<Duration> validFor)
            implements Action {
        /** A reading that is valid for as long as is configured. */
        public Write(Optional<String> device, String resource, Object value) {
            this(device, resource, value, Optional.empty());
        }
    }

    /**
     * The reading that proves that a device obeyed.
     *
     * @param resource of the commanded device
     * @param value    what it must read; numbers by what they are, all others by their text
     * @param within   how long after the command
     */
    record Confirm(String resource, Object value, Duration within) {}
}
