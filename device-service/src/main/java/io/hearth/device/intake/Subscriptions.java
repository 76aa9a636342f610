package io.hearth.device.intake;

import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Keeps the session's subscriptions as they should be. One thread compares what is wanted with what the broker has
 * confirmed whenever either changed, and asks for the difference, until there is none. A filter that the broker refuses keeps no other from
 * being subscribed to; it is told, and tried again at growing intervals and with each connection.
 */
final class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final SubscriptionPackets packets;
    private final SubscriptionBook book;
    private final String broker;
    private final int atOnce;
    private final IntConsumer refused;
    private final Thread worker;

    private final Object lock = new Object();
    private Set<String> wanted = Set.of();
    /** What the broker may still have, of this run or a former one. */
    private final Set<String> possible = new TreeSet<>();
    /** What the broker confirmed on this connection. */
    private final Set<String> confirmed = new TreeSet<>();
    /** What the broker confirmed in this session, on whichever connection. */
    private final Set<String> kept = new TreeSet<>();
    /** What the broker does not let us subscribe to, and what it does not let us give up. */
    private final Refusals refusals = new Refusals();

    private final Refusals stuck = new Refusals();

    private int connection;
    private boolean connected;
    private boolean known;
    private volatile String failure = "";
    /** After a packet that was not answered, as {@link System#nanoTime}. */
    private long notBefore = System.nanoTime();

    private volatile boolean closed;

    /**
     * Subscriptions of a session.
     *
     * @param broker  what people call it
     * @param atOnce  the most filters in one packet
     * @param refused told how many filters the broker has refused, whenever it has
     */
    Subscriptions(SubscriptionPackets packets, SubscriptionBook book, String broker, int atOnce, IntConsumer refused) {
        this.packets = packets;
        this.atOnce = atOnce;
        this.refused = refused;
        this.book = book;
        this.broker = broker;
        this.possible.addAll(book.read());
        this.worker = Thread.ofVirtual().name("device-subscriptions").start(this::run);
    }

    void follow(Set<String> filters) {
        synchronized (lock) {
            wanted = Set.copyOf(filters);
            refusals.retain(wanted);
            known = true;
            lock.notifyAll();
        }
    }

    /** {@code asksForRetained}: whether a subscription can be renewed without retained messages coming again (MQTT 5). */
    void connected(boolean sessionPresent, boolean asksForRetained) {
        synchronized (lock) {
            if (!sessionPresent) {
                possible.clear();
                stuck.retain(possible);
            }
            confirmed.clear();
            if (sessionPresent && !asksForRetained) {
                confirmed.addAll(kept);
            } else {
                kept.clear();
            }
            long now = System.nanoTime();
            refusals.again(now);
            stuck.again(now);
            notBefore = now;
            connection++;
            connected = true;
            lock.notifyAll();
        }
    }

    void disconnected() {
        synchronized (lock) {
            connected = false;
            confirmed.clear();
        }
    }

    /** Why not everything is subscribed to that should be; empty when it is. */
    String trouble() {
        synchronized (lock) {
            return trouble(wanted);
        }
    }

    /** Why not all of these filters are subscribed to; empty when they are. */
    String trouble(Set<String> filters) {
        synchronized (lock) {
            if (!known || confirmed.containsAll(filters)) {
                return "";
            }
            Set<String> missing = new TreeSet<>(filters);
            missing.removeAll(confirmed);
            String told = refusals.told(missing);
            if (!told.isEmpty()) {
                return broker + " does not let us subscribe to " + told;
            }
            return failure.isEmpty() ? broker + " has not confirmed all subscriptions yet" : failure;
        }
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
        try {
            while (!closed) {
                Change change = next();
                try {
                    carryOut(change);
                    failure = "";
                    backoff.reset();
                } catch (RuntimeException unanswered) {
                    if (backoff.failures() == 0) {
                        LOG.warnf(
                                unanswered,
                                "subscriptions not answered, trying again broker=%s filters=%s",
                                broker,
                                change);
                    }
                    failure = broker + " did not answer a subscription: " + unanswered.getMessage();
                    synchronized (lock) {
                        notBefore = System.nanoTime() + backoff.next().toNanos();
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is to be done next; one of the two is empty. */
    private record Change(int connection, List<String> add, List<String> remove) {}

    private Change next() throws InterruptedException {
        synchronized (lock) {
            while (true) {
                long now = System.nanoTime();
                if (connected && known && notBefore - now <= 0) {
                    List<String> add = first(wanted, confirmed, refusals.waiting(now));
                    List<String> remove = first(possible, wanted, stuck.waiting(now));
                    if (!add.isEmpty()) {
                        return new Change(connection, add, List.of());
                    }
                    if (!remove.isEmpty()) {
                        return new Change(connection, List.of(), remove);
                    }
                }
                await(now);
            }
        }
    }

    /** Until something has changed, or something is to be tried again. */
    private void await(long now) throws InterruptedException {
        long nanos = Math.min(refusals.untilNext(now), stuck.untilNext(now));
        if (notBefore - now > 0) {
            nanos = Math.min(nanos, notBefore - now);
        }
        lock.wait(nanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private List<String> first(Set<String> from, Set<String> without, Set<String> notNow) {
        List<String> difference = new ArrayList<>(new TreeSet<>(from));
        difference.removeAll(without);
        difference.removeAll(notNow);
        return List.copyOf(difference.subList(0, Math.min(atOnce, difference.size())));
    }

    private void carryOut(Change change) {
        if (!change.add().isEmpty()) {
            synchronized (lock) {
                possible.addAll(change.add());
                book.write(possible);
            }
            List<? extends Mqtt5ReasonCode> said = packets.subscribe(change.add());
            synchronized (lock) {
                if (connection == change.connection()) {
                    answered(change.add(), said);
                }
            }
        } else {
            List<? extends Mqtt5ReasonCode> said = packets.unsubscribe(change.remove());
            synchronized (lock) {
                givenUp(change.remove(), said);
                book.write(possible);
            }
        }
    }

    private void answered(List<String> filters, List<? extends Mqtt5ReasonCode> said) {
        int count = 0;
        for (int i = 0; i < filters.size(); i++) {
            String filter = filters.get(i);
            Mqtt5ReasonCode code = said.get(i);
            if (!code.isError()) {
                confirmed.add(filter);
                kept.add(filter);
                if (refusals.taken(filter)) {
                    LOG.infof("subscription taken after all broker=%s filter=%s", broker, filter);
                }
                continue;
            }
            count++;
            if (refusals.add(filter, code.toString(), System.nanoTime())) {
                LOG.warnf("subscription refused, trying again broker=%s filter=%s reason=%s", broker, filter, code);
            }
        }
        if (count > 0) {
            refused.accept(count);
        }
    }

    private void givenUp(List<String> filters, List<? extends Mqtt5ReasonCode> said) {
        for (int i = 0; i < filters.size(); i++) {
            String filter = filters.get(i);
            // MQTT 3.1.1 acknowledges without saying anything.
            if (i >= said.size() || !said.get(i).isError()) {
                possible.remove(filter);
                confirmed.remove(filter);
                kept.remove(filter);
                stuck.taken(filter);
            } else if (stuck.add(filter, said.get(i).toString(), System.nanoTime())) {
                LOG.warnf("still subscribed, trying again broker=%s filter=%s reason=%s", broker, filter, said.get(i));
            }
        }
    }

    void close() {
        closed = true;
        worker.interrupt();
    }
}
