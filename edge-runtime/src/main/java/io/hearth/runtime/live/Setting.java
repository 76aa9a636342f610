package io.hearth.runtime.live;

import io.hearth.contracts.value.GoDuration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One setting that a service follows, with the value in force. */
final class Setting<T> {
    private static final Logger LOG = Logger.getLogger(LiveConfig.class);

    private final String service;
    private final String path;
    private final Function<String, T> parse;
    private final T atStart;
    private final Consumer<T> changed;
    private volatile T value;
    private String refused;

    Setting(String service, String path, Function<String, T> parse, T atStart, Consumer<T> changed) {
        this.service = service;
        this.path = path;
        this.parse = parse;
        this.atStart = atStart;
        this.changed = changed;
        this.value = atStart;
    }

    String path() {
        return path;
    }

    T value() {
        return value;
    }

    /** The value as EdgeX writes it in JSON. */
    Object shown() {
        return switch (value) {
            case Duration duration -> GoDuration.format(duration);
            case Number number -> number;
            case Boolean flag -> flag;
            case null -> "";
            default -> value.toString();
        };
    }

    /** Takes a value, or fails and leaves everything as it was. */
    synchronized void set(String text) {
        apply(parse.apply(text));
        refused = null;
    }

    /** As {@link #set}; a wrong value is told once, not each time that it is read again. */
    synchronized void offer(String text) {
        try {
            set(text);
        } catch (IllegalArgumentException wrong) {
            if (!text.equals(refused)) {
                refused = text;
                LOG.warnf(
                        "setting refused service=%s setting=%s value='%s' reason='%s' in-force=%s",
                        service, path, text, wrong.getMessage(), value);
                Counter.builder("hearth_settings_refused")
                        .description("values of settings that were not allowed")
                        .tag("service", service)
                        .tag("setting", path)
                        .register(Metrics.globalRegistry)
                        .increment();
            }
        }
    }

    /** Goes back to what held at the start. */
    synchronized void reset() {
        apply(atStart);
        refused = null;
    }

    private void apply(T other) {
        if (!other.equals(value)) {
            value = other;
            changed.accept(other);
            LOG.infof("setting in force service=%s setting=%s value=%s", service, path, other);
        }
    }
}
