package io.hearth.device.reply;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.ServiceKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Brings replies to those who wait for them, at once. A reply that nobody waits for is counted and goes no further: one that
 * comes late, one that comes twice, one that nobody asked for. Nothing is kept of it but, for a bounded number, that it was
 * waited for.
 */
public final class Replies {
    private static final int REMEMBERED = 10_000;

    private final TopicFilter filter;
    private final int most;
    private final int mostPerDevice;
    private final String key;
    private final MeterRegistry meters;
    private final Map<String, Awaited> waiting = new LinkedHashMap<>();
    /** How many of those are of each device. */
    private final Map<String, Integer> perDevice = new HashMap<>();
    /** Whether it was answered (or given up), by key; the oldest goes first. */
    private final Map<String, Past> past = new LinkedHashMap<>();

    private volatile Consumer<String> replied = device -> {};

    private record Past(String device, boolean answered) {}

    /**
     * Nobody waits yet.
     *
     * @param service which waits for them
     * @param filter where replies come whose last level is the id of the request
     * @param most   how many may be waited for
     * @param mostPerDevice how many of them may be of one device, so that one that is silent leaves the others theirs
     */
    public Replies(ServiceKey service, String filter, int most, int mostPerDevice, MeterRegistry meters) {
        this.key = service.value();
        this.filter = TopicFilter.of(filter);
        this.most = most;
        this.mostPerDevice = mostPerDevice;
        this.meters = meters;
        Gauge.builder("hearth_command_replies_awaited", this, Replies::awaited)
                .description("replies of devices that are waited for")
                .register(meters);
    }

    /** Where replies come. */
    public String filter() {
        return filter.text();
    }

    /** How many are waited for. */
    public synchronized int awaited() {
        return waiting.size();
    }

    /**
     * Begins to wait; to be called before the request is sent.
     *
     * @throws EdgexException 503 when too many wait, in all or for the device, or another waits for the same
     */
    public Awaited await(Exchange exchange) {
        String key = exchange.key();
        Optional<String> onTopic =
                exchange.form() == Exchange.Form.EDGEX ? Optional.empty() : Optional.of(exchange.replyTo());
        Awaited awaited = new Awaited(
                exchange.device(), key, exchange.broker(), exchange.topic(), onTopic, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.size() >= most) {
                throw new EdgexException(
                        ErrorKind.SERVICE_UNAVAILABLE, most + " replies of devices are waited for already");
            }
            int ofDevice = perDevice.getOrDefault(exchange.device(), 0);
            if (ofDevice >= mostPerDevice) {
                throw new EdgexException(
                        ErrorKind.SERVICE_UNAVAILABLE,
                        mostPerDevice + " replies of device '" + exchange.device() + "' are waited for already");
            }
            if (waiting.putIfAbsent(key, awaited) != null) {
                throw new EdgexException(
                        ErrorKind.SERVICE_UNAVAILABLE, "another command waits for the same reply, " + key);
            }
            perDevice.put(exchange.device(), ofDevice + 1);
        }
        // Answered, failed, timed out or cancelled: it is never left behind.
        awaited.reply().whenComplete((payload, failure) -> over(awaited, failure == null));
        return awaited;
    }

    private synchronized void over(Awaited awaited, boolean answered) {
        if (waiting.remove(awaited.key(), awaited)) {
            perDevice.computeIfPresent(awaited.device(), (device, there) -> there == 1 ? null : there - 1);
            past.put(awaited.key(), new Past(awaited.device(), answered));
            if (past.size() > REMEMBERED) {
                past.remove(past.keySet().iterator().next());
            }
        }
    }

    /**
     * Takes a message of a device.
     *
     * @param broker the name of the broker that it came from
     * @return whether it is a reply, or a request of our own; nothing more is to be done with it then
     */
    public boolean take(String broker, String topic, byte[] payload) {
        String last = topic.substring(topic.lastIndexOf('/') + 1);
        boolean reply = filter.matches(topic);
        Awaited awaited;
        Past before;
        synchronized (this) {
            awaited = waiting.get(last);
            before = past.get(last);
        }
        if (awaited != null && awaited.isRequest(broker, topic)) {
            return true;
        }
        if (!reply) {
            return false;
        }
        if (awaited != null
                && (awaited.onTopic().isPresent() || !awaited.broker().equals(broker))) {
            // Of a device that replies elsewhere.
            unexpected();
        } else if (!known(awaited, before, payload)) {
            unexpected();
        }
        return true;
    }

    /**
     * Takes a reply on a device's own topic.
     *
     * @return whether it was, or is, waited for there; counted then
     */
    boolean took(String broker, String key, String topic, byte[] payload) {
        Awaited awaited;
        Past before;
        synchronized (this) {
            awaited = waiting.get(key);
            before = past.get(key);
        }
        if (awaited != null && awaited.isRequest(broker, topic)) {
            return true;
        }
        boolean elsewhere = awaited != null
                && !(awaited.broker().equals(broker) && awaited.onTopic().equals(Optional.of(topic)));
        return !elsewhere && known(awaited, before, payload);
    }

    private boolean known(Awaited awaited, Past before, byte[] payload) {
        if (awaited != null) {
            count(awaited.reply().complete(payload) ? "matched" : "double");
            replied.accept(awaited.device());
        } else if (before != null) {
            count(before.answered() ? "double" : "late");
            replied.accept(before.device());
        }
        return awaited != null || before != null;
    }

    /** Is told the device of each reply that is or was waited for, also of one that comes late or twice; must not block. */
    public void onReply(Consumer<String> told) {
        replied = told;
    }

    /** Counts a reply that nobody asked for. */
    void unexpected() {
        count("unexpected");
    }

    private void count(String outcome) {
        meters.counter("hearth_command_replies_total", "service", key, "outcome", outcome)
                .increment();
    }

    /** Counts a reply that did not come in time. */
    void missing() {
        count("missing");
    }
}
