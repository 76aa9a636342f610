package io.hearth.examples.smarthome;

import io.hearth.examples.Broker;
import io.hearth.examples.LinkListener;
import io.hearth.examples.Terminal;
import io.hearth.examples.Unreachable;
import io.hearth.examples.smarthome.devices.BoilerUnit;
import io.hearth.examples.smarthome.devices.Thermometer;
import io.hearth.examples.smarthome.house.BoilerState;
import io.hearth.examples.smarthome.house.House;
import io.hearth.examples.smarthome.house.Order;
import io.hearth.examples.smarthome.story.Limits;
import io.hearth.examples.smarthome.story.Phase;
import io.hearth.examples.smarthome.story.Story;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The house in time, with its devices at the broker. All that changes it happens on one thread. */
final class LiveHouse implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(2);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final House house;
    private final Story story;
    private final Narrator narrator;
    private final double speed;
    private final Map<String, Thermometer> thermometers = new LinkedHashMap<>();
    private final BoilerUnit boiler;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final CountDownLatch loopSeen = new CountDownLatch(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("house").daemon().factory());
    private long lastTick = System.nanoTime();
    private boolean reportedHeating;

    /**
     * @param speed how many seconds of the house pass in one of ours
     */
    LiveHouse(House house, Iterable<String> rooms, Limits limits, double speed, Broker broker, Terminal terminal) {
        this.house = house;
        this.story = new Story(limits);
        this.narrator = new Narrator(terminal, limits, broker);
        this.speed = speed;
        LinkListener links = new Links();
        rooms.forEach(room -> thermometers.put(room, new Thermometer(broker, room, links)));
        this.boiler = new BoilerUnit(broker, links);
    }

    /** Connects the devices and lets time begin; blocks until they are connected. */
    void start() throws Unreachable, InterruptedException {
        for (Map.Entry<String, Thermometer> each : thermometers.entrySet()) {
            String room = each.getKey();
            each.getValue()
                    .start(
                            celsius -> onThread(() -> weather(room, celsius)),
                            line -> onThread(() -> narrator.say(line)));
        }
        boiler.start(house.boiler(), order -> onThread(() -> obey(order)), line -> onThread(() -> narrator.say(line)));
        lastTick = System.nanoTime();
        every(TICK, this::tick);
        every(PUBLISH_EVERY, this::publish);
        every(REPORT_EVERY, this::report);
        every(narrator.pace(), () -> narrator.state(house, thermometers.keySet()));
    }

    /** Waits until the whole loop was seen; false when it was not within this time. */
    boolean awaitLoop(Duration patience) throws InterruptedException {
        return loopSeen.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was seen so far; read it after the house is closed. */
    Story story() {
        return story;
    }

    /** The boiler says that it does not heat any more, and every device leaves in an orderly way; at most a second. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(500, TimeUnit.MILLISECONDS);
            boiler.report(new BoilerState(house.boiler().current(), false)).get(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The broker is gone or slow; it has the boiler's will.
        }
        boiler.close();
        thermometers.values().forEach(Thermometer::close);
        narrator.end();
    }

    private void every(Duration period, Runnable work) {
        thread.scheduleAtFixedRate(work, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onThread(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            // The house is being closed; what comes now comes too late.
        }
    }

    private void tick() {
        long now = System.nanoTime();
        house.advance(Duration.ofNanos((long) ((now - lastTick) * speed)));
        lastTick = now;
        if (house.boiler().heating() != reportedHeating) {
            report();
        }
        narrator.unheated(story.coldAndUnheated());
    }

    private void publish() {
        if (!away.isEmpty()) {
            return;
        }
        thermometers.forEach((room, thermometer) -> {
            double shown = thermometer.publish(house.temperature(room));
            if (room.equals(narrator.limits().room())) {
                story.published(shown).ifPresent(this::seen);
            }
        });
    }

    private void report() {
        BoilerState state = house.boiler();
        if (state.heating() != reportedHeating) {
            narrator.burner(state);
        }
        reportedHeating = state.heating();
        boiler.report(state);
    }

    private void weather(String room, double celsius) {
        narrator.weather(room, house.temperature(room), celsius);
        house.set(room, celsius);
        if (room.equals(narrator.limits().room())) {
            story.published(celsius).ifPresent(this::seen);
        }
    }

    private void obey(Order order) {
        house.tell(order);
        narrator.order(order);
        story.ordered(order).ifPresent(this::seen);
    }

    private void seen(Phase phase) {
        narrator.seen(phase, story.loops());
        if (story.loops() > 0) {
            loopSeen.countDown();
        }
    }

    /** One line when the broker goes and one when all are back, however often they try in between. */
    private final class Links implements LinkListener {
        @Override
        public void up(String device) {
            if (away.remove(device) && away.isEmpty()) {
                onThread(() -> narrator.say("the broker is back"));
            }
        }

        @Override
        public void down(String device) {
            boolean first = away.isEmpty();
            if (away.add(device) && first) {
                onThread(() -> narrator.say("the broker is gone; trying again until it is back"));
            }
        }
    }
}
