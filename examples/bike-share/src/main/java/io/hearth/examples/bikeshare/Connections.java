package io.hearth.examples.bikeshare;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.examples.Broker;
import io.hearth.examples.Link;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Unreachable;
import io.hearth.examples.bikeshare.bike.Bike;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The bikes' connections to the broker: one each for a small fleet, which each bike hears its own topic by. In a large one
 * bikes share connections, and one of them hears the commands of all, as a gateway does: a broker may keep a queue for each
 * subscription.
 */
final class Connections implements AutoCloseable {
    private static final String EXAMPLE = "bike-share";
    private static final int BUSY = 5_000;

    private final Broker broker;
    private final List<Link> links = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /** With how many connections there are. */
    Connections(Broker broker, int connections, LinkListener listener) {
        this.broker = broker;
        for (int i = 0; i < connections; i++) {
            links.add(new Link(broker, EXAMPLE, Integer.toString(i), listener));
        }
    }

    /** A bike that hears its orders. */
    interface Hearer {
        void heard(Bike bike, String payload);
    }

    /** Connects all of them, and has each bike hear its orders; blocks. */
    void connect(List<Bike> bikes, Hearer orders, Consumer<String> alerts) throws Unreachable, InterruptedException {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> connected = new ArrayList<>();
            for (int i = 0; i < links.size(); i++) {
                int at = i;
                connected.add(each.submit(() -> {
                    connect(at, bikes, orders);
                    return null;
                }));
            }
            for (Future<?> one : connected) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unreachable unreachable
                    ? unreachable
                    : new Unreachable(broker, failed.getCause().toString());
        }
        links.getFirst().listen("system/alerts", MqttQos.AT_LEAST_ONCE, heard -> alerts.accept(heard.payload()));
        if (bikes.size() > links.size()) {
            hearAll(bikes, orders);
        }
    }

    private void connect(int at, List<Bike> bikes, Hearer orders) throws Unreachable, InterruptedException {
        links.get(at).connect(Optional.empty(), Link.KEEP_ALIVE_SECONDS);
        if (bikes.size() <= links.size()) {
            Bike bike = bikes.get(at);
            links.get(at)
                    .listen(
                            "bikes/" + bike.name() + "/command",
                            MqttQos.EXACTLY_ONCE,
                            heard -> orders.heard(bike, heard.payload()));
        }
    }

    private void hearAll(List<Bike> bikes, Hearer orders) throws Unreachable, InterruptedException {
        Map<String, Bike> byTopic = new HashMap<>();
        bikes.forEach(bike -> byTopic.put("bikes/" + bike.name() + "/command", bike));
        links.getFirst().listen("bikes/+/command", MqttQos.EXACTLY_ONCE, heard -> {
            Bike bike = byTopic.get(heard.topic());
            if (bike != null) {
                orders.heard(bike, heard.payload());
            }
        });
    }

    /** Sends how a bike is; left out while the broker is away or does not keep up, as there is a newer one soon. */
    boolean publish(int bike, String topic, String payload) {
        if (underWay.get() >= BUSY) {
            return false;
        }
        count(link(bike).publish(new Link.Message(topic, payload, MqttQos.AT_LEAST_ONCE, false)));
        return true;
    }

    /** Sends what must not be lost: it waits for the broker. */
    void send(int bike, String topic, String payload) {
        count(link(bike).send(new Link.Message(topic, payload, MqttQos.AT_LEAST_ONCE, false)));
    }

    private Link link(int bike) {
        return links.get(bike % links.size());
    }

    private void count(CompletableFuture<?> sent) {
        underWay.incrementAndGet();
        sent.whenComplete((done, failure) -> underWay.decrementAndGet());
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }
}
