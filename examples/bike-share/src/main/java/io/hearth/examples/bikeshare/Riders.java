package io.hearth.examples.bikeshare;

import io.hearth.examples.bikeshare.app.Answer;
import io.hearth.examples.bikeshare.app.App;
import io.hearth.examples.bikeshare.bike.Bike;
import io.hearth.examples.bikeshare.bike.Order;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** People who take a bike now and then, with the app; they lock it by hand when they are there. */
final class Riders implements AutoCloseable {
    private static final double MOST_A_SECOND = 5;
    private static final double BIKES_FOR_ONE_A_SECOND = 200;
    private static final double FEWEST_A_SECOND = 0.25;

    private final List<Bike> bikes;
    private final String notThisOne;
    private final App app;
    private final Consumer<String> complaints;
    private final AtomicReference<String> lastComplaint = new AtomicReference<>("");
    private final Thread thread = Thread.ofVirtual().name("riders").unstarted(this::run);

    /**
     * @param notThisOne a bike that they leave alone
     * @param complaints gets a line when a command fails in a new way
     */
    Riders(List<Bike> bikes, String notThisOne, App app, Consumer<String> complaints) {
        this.bikes = bikes;
        this.notThisOne = notThisOne;
        this.app = app;
        this.complaints = complaints;
    }

    void start() {
        thread.start();
    }

    private void run() {
        double rate = Math.clamp(bikes.size() / BIKES_FOR_ONE_A_SECOND, FEWEST_A_SECOND, MOST_A_SECOND);
        Duration pause = Duration.ofMillis((long) (1000 / rate));
        try {
            while (true) {
                Thread.sleep(pause);
                Bike bike = bikes.get(ThreadLocalRandom.current().nextInt(bikes.size()));
                if (bike.isFree() && !bike.name().equals(notThisOne)) {
                    told(bike, app.tell(bike.name(), Order.UNLOCK, false));
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(Bike bike, Answer answer) {
        String complaint = answer.done() ? "" : answer.status() + " " + answer.message();
        if (!complaint.equals(lastComplaint.getAndSet(complaint)) && !complaint.isEmpty()) {
            complaints.accept("the app could not unlock " + bike.name() + ": " + complaint);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
