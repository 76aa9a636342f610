package io.hearth.device.intake;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps the session's subscriptions as they should be. One thread compares what is wanted with what the broker has
 * confirmed whenever either changed, and asks for the difference, until there is none.
 */
final class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final Supplier<Mqtt5AsyncClient> client;
    private final SubscriptionBook book;
    private final String broker;
    private final int atOnce;
    private final Thread worker;

    private volatile Set<String> retainedAgain = Set.of();
    private volatile Set<String> atMostOnce = Set.of();

    private final Object lock = new Object();
    private Set<String> wanted = Set.of();
    /** What the broker may still have, of this run or a former one. */
    private final Set<String> possible = new TreeSet<>();
    /** What the broker confirmed on this connection. */
    private final Set<String> confirmed = new TreeSet<>();
    /** What the broker confirmed in this session, on whichever connection. */
    private final Set<String> kept = new TreeSet<>();

    private int connection;
    private boolean connected;
    private boolean known;
    private volatile String failure = "";
    private volatile boolean closed;

    /**
     * Subscriptions of a client.
     *
     * @param client as it is now: it may be replaced by one of another version
     * @param atOnce the most filters in one packet
     */
    Subscriptions(Supplier<Mqtt5AsyncClient> client, SubscriptionBook book, String broker, int atOnce) {
        this.client = client;
        this.atOnce = atOnce;
        this.book = book;
        this.broker = broker;
        this.possible.addAll(book.read());
        this.worker = Thread.ofVirtual().name("device-subscriptions").start(this::run);
    }

    void follow(Set<String> filters) {
        synchronized (lock) {
            wanted = Set.copyOf(filters);
            known = true;
            lock.notifyAll();
        }
    }

    /** Of these, what is retained comes with every connection. */
    void retainedAgain(Set<String> filters) {
        retainedAgain = Set.copyOf(filters);
    }

    /** These are subscribed to with QoS 0, all others with 1. */
    void atMostOnce(Set<String> filters) {
        atMostOnce = Set.copyOf(filters);
    }

    /** {@code asksForRetained}: whether a subscription can be renewed without retained messages coming again (MQTT 5). */
    void connected(boolean sessionPresent, boolean asksForRetained) {
        synchronized (lock) {
            if (!sessionPresent) {
                possible.clear();
            }
            confirmed.clear();
            if (sessionPresent && !asksForRetained) {
                confirmed.addAll(kept);
            } else {
                kept.clear();
            }
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

    String trouble() {
        synchronized (lock) {
            if (!known || confirmed.containsAll(wanted)) {
                return "";
            }
            return failure.isEmpty() ? "the broker has not confirmed all subscriptions yet" : failure;
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
                } catch (RuntimeException refused) {
                    if (backoff.failures() == 0) {
                        LOG.warnf(refused, "subscriptions refused, trying again broker=%s filters=%s", broker, change);
                    }
                    failure = "the broker at " + broker + " did not take a subscription: " + refused.getMessage();
                    Thread.sleep(backoff.next());
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
                if (connected && known) {
                    List<String> add = first(wanted, confirmed);
                    List<String> remove = first(possible, wanted);
                    if (!add.isEmpty()) {
                        return new Change(connection, add, List.of());
                    }
                    if (!remove.isEmpty()) {
                        return new Change(connection, List.of(), remove);
                    }
                }
                lock.wait();
            }
        }
    }

    private List<String> first(Set<String> from, Set<String> without) {
        List<String> difference = new ArrayList<>(new TreeSet<>(from));
        difference.removeAll(without);
        return List.copyOf(difference.subList(0, Math.min(atOnce, difference.size())));
    }

    private void carryOut(Change change) {
        if (!change.add().isEmpty()) {
            synchronized (lock) {
                possible.addAll(change.add());
                book.write(possible);
            }
            await(client.get().subscribe(subscribe(change.add())));
            synchronized (lock) {
                if (connection == change.connection()) {
                    confirmed.addAll(change.add());
                    kept.addAll(change.add());
                }
            }
        } else {
            await(client.get()
                    .unsubscribe(Mqtt5Unsubscribe.builder()
                            .addTopicFilters(change.remove().stream()
                                    .map(MqttTopicFilter::of)
                                    .toList())
                            .build()));
            synchronized (lock) {
                change.remove().forEach(possible::remove);
                change.remove().forEach(confirmed::remove);
                change.remove().forEach(kept::remove);
                book.write(possible);
            }
        }
    }

    private Mqtt5Subscribe subscribe(List<String> filters) {
        return Mqtt5Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt5Subscription.builder()
                                .topicFilter(filter)
                                .qos(atMostOnce.contains(filter) ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE)
                                // Once when the subscription is new: a state that is retained is not news at every
                                // reconnect.
                                .retainHandling(
                                        retainedAgain.contains(filter)
                                                ? Mqtt5RetainHandling.SEND
                                                : Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                                .build())
                        .toList())
                .build();
    }

    private static void await(CompletableFuture<?> answer) {
        answer.orTimeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    void close() {
        closed = true;
        worker.interrupt();
    }
}
