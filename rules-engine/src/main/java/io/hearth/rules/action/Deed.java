package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is to be done, with everything filled in. */
public sealed interface Deed {
    /** What kinds there are; each has bounds and figures of its own. */
    enum Kind {
        /** A command to a device. */
        COMMAND,
        /** A message on the bus' broker. */
        PUBLISH,
        /** An HTTP request. */
        WEBHOOK,
        /** A notice for people. */
        NOTIFY,
        /** A reading. */
        WRITE
    }

    /** Its kind. */
    Kind kind();

    /** Whom or what it is for; all that is for the same one is done in order. */
    String target();

    /**
     * A set command to a device.
     *
     * @param values  what to set, in order
     * @param confirm what proves that the device obeyed
     */
    record Command(String device, String command, Map<String, Object> values, Optional<Action.Confirm> confirm)
            implements Deed {
        /** Keeps the order of the values. */
        public Command {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }

        @Override
        public String target() {
            return device;
        }
    }

    /** A message; {@link Action.Publish} with the payload as it is sent. */
    record Publish(String topic, String payload, int qos, boolean retain) implements Deed {
        @Override
        public Kind kind() {
            return Kind.PUBLISH;
        }

        @Override
        public String target() {
            return topic;
        }
    }

    /**
     * An HTTP request; {@link Action.Webhook} with the body as it is sent.
     *
     * @param host the host of the URL
     */
    record Webhook(
            String host,
            String url,
            String method,
            Map<String, String> headers,
            Optional<String> body,
            Optional<Duration> timeout)
            implements Deed {
        /** Keeps the order of the headers. */
        public Webhook {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        @Override
        public Kind kind() {
            return Kind.WEBHOOK;
        }

        @Override
        public String target() {
            return host;
        }

        /** Without what may be secret: header values, and what the URL says behind the host. */
        @Override
        public String toString() {
            return "Webhook[" + method + " " + host + " " + headers.keySet() + "]";
        }
    }

    /**
     * A notice for people.
     *
     * @param alert the fields of the message, in order
     */
    record Notify(Map<String, Object> alert) implements Deed {
        /** Keeps the order of the fields. */
        public Notify {
            alert = Collections.unmodifiableMap(new LinkedHashMap<>(alert));
        }

        @Override
        public Kind kind() {
            return Kind.NOTIFY;
        }

        @Override
        public String target() {
            return "alerts";
        }
    }

    /** A reading: text, a number, or a truth value. */
    record Write(String device, String resource, Object value) implements Deed {
        @Override
        public Kind kind() {
            return Kind.WRITE;
        }

        @Override
        public String target() {
            return device;
        }
    }

    /**
     * What cannot be done, because what fills its placeholders is not allowed where they stand.
     *
     * @param name the command or the resource; "" when it is of another kind, or an earlier release has stored it
     */
    record Refused(Kind kind, String target, String name, String reason) implements Deed {
        /** Knows no null. */
        public Refused {
            name = name == null ? "" : name;
        }
    }
}
