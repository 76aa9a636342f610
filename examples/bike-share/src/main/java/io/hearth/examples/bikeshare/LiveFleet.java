package io.hearth.examples.bikeshare;

import io.hearth.examples.Broker;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Unreachable;
import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.Fault;
import io.hearth.examples.bikeshare.bike.News;
import io.hearth.examples.bikeshare.bike.Order;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The bikes in time, at the broker. All that changes them happens on one thread. */
final class LiveFleet implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);

    private final List<Bike> bikes;
    private final Map<Bike, Integer> places = new HashMap<>();
    private final double speed;
    private final int ticksPerRound;
    private final FleetListener listener;
    private final Connections connections;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("fleet").daemon().factory());
    private long lastTick;
    private int tick;
    private boolean closed;

    /**
     * @param connections how many connections to the broker the bikes share
     * @param speed       how many of the bikes' seconds pass in one of ours
     * @param every       how often each bike says how it is, in our time
     */
    LiveFleet(List<Bike> bikes, Broker broker, int connections, double speed, Duration every, FleetListener listener) {
        this.bikes = bikes;
        for (int i = 0; i < bikes.size(); i++) {
            places.put(bikes.get(i), i);
        }
        this.speed = speed;
        this.ticksPerRound = (int) Math.max(1, every.toMillis() / TICK.toMillis());
        this.listener = listener;
        this.connections = new Connections(broker, connections, new Links());
    }

    /** Connects the bikes and lets time begin; blocks until they are connected. */
    void start() throws Unreachable, InterruptedException {
        connections.connect(
                bikes,
                (bike, payload) -> onThread(() -> obey(bike, payload)),
                payload -> onThread(() -> listener.alert(payload)));
        lastTick = System.nanoTime();
        thread.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does something with the bikes, on their thread. */
    void onThread(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closing) {
            // What comes now comes too late.
        }
    }

    /** Something breaks of a bike. */
    void breaks(Bike bike, Fault fault) {
        onThread(() -> tell(bike, bike.breaks(fault), true));
    }

    /** The bikes leave in an orderly way; at most a second. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }

    private void tick() {
        long now = System.nanoTime();
        Duration passed = Duration.ofNanos((long) ((now - lastTick) * speed));
        lastTick = now;
        for (int i = 0; i < bikes.size(); i++) {
            Bike bike = bikes.get(i);
            tell(bike, bike.advance(passed), i % ticksPerRound == tick);
        }
        tick = (tick + 1) % ticksPerRound;
    }

    private void obey(Bike bike, String payload) {
        Order.of(payload).ifPresent(order -> {
            List<News> news = bike.obey(order);
            // Also when it could not: that is what shows it.
            tell(bike, news, true);
            listener.told(bike, order);
        });
    }

    private void tell(Bike bike, List<News> news, boolean howItIs) {
        int place = places.get(bike);
        for (News each : news) {
            connections.send(place, each.topic(bike.name()), each.payload(System.currentTimeMillis()));
            listener.news(bike, each);
        }
        if (howItIs || !news.isEmpty()) {
            connections.publish(
                    place, "bikes/" + bike.name() + "/status", bike.status().payload());
        }
    }

    /** One line when the broker goes and one when all are back, however often they try in between. */
    private final class Links implements LinkListener {
        @Override
        public void up(String connection) {
            if (away.remove(connection) && away.isEmpty()) {
                onThread(() -> listener.broker(true));
            }
        }

        @Override
        public void down(String connection) {
            boolean first = away.isEmpty();
            if (away.add(connection) && first) {
                onThread(() -> listener.broker(false));
            }
        }
    }
}
