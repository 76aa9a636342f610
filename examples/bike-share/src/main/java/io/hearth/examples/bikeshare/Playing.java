package io.hearth.examples.bikeshare;

import io.hearth.examples.Broker;
import io.hearth.examples.Terminal;
import io.hearth.examples.Unreachable;
import io.hearth.examples.bikeshare.app.App;
import io.hearth.examples.bikeshare.bike.Bike;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The fleet, its riders and whoever looks at them, from the first connection to the last. */
final class Playing {
    private static final Duration IN_PLACE = Duration.ofSeconds(1);
    private static final Duration LINE_BY_LINE = Duration.ofSeconds(5);
    private static final String HERO = "bike-1";

    private final Terminal terminal;
    private final App app;
    private final List<Bike> bikes;
    private final Broker broker;
    private final double speed;
    private final Story story = new Story(HERO);
    private final Narrator narrator;
    private final LiveFleet fleet;

    Playing(
            Terminal terminal,
            App app,
            List<Bike> bikes,
            Broker broker,
            int connections,
            double speed,
            Duration every) {
        this.terminal = terminal;
        this.app = app;
        this.bikes = bikes;
        this.broker = broker;
        this.speed = speed;
        this.narrator = new Narrator(terminal, bikes, story);
        this.fleet = new LiveFleet(bikes, broker, connections, speed, every, narrator);
    }

    /**
     * Plays.
     *
     * @param tour how long {@code --once} may take, when it is asked for
     * @param time when to end otherwise; absent for not at all
     * @return the exit code
     */
    int play(Optional<Duration> tour, Optional<Duration> time) throws Unreachable, InterruptedException {
        Thread ending = new Thread(fleet::close, "ending");
        Runtime.getRuntime().addShutdownHook(ending);
        Riders riders = new Riders(bikes, tour.isPresent() ? HERO : "", app, this::say);
        Thread looking = Thread.ofVirtual().unstarted(this::look);
        try {
            Tour.Before before = Tour.Before.of(app, HERO);
            fleet.start();
            terminal.say(bikes.size() + " bikes are at " + broker + "; a second of ours is " + Math.round(speed)
                    + " s there. Ring one with:\n  curl -X PUT " + app.address("bike-7")
                    + " -H 'Content-Type: application/json' -d '{\"command\":\"alarm\"}'");
            riders.start();
            looking.start();
            return tour.isPresent() ? tour(before, tour.get()) : untilItEnds(time);
        } finally {
            riders.close();
            looking.interrupt();
            fleet.close();
            terminal.end();
        }
    }

    private int tour(Tour.Before before, Duration within) throws InterruptedException {
        Bike hero = bikes.getFirst();
        Optional<String> missing = new Tour(hero, story, app, fleet, this::say, within).take(before, bikes.size());
        missing.ifPresent(
                what -> System.err.println("bike-share: not seen within " + within.toSeconds() + " s: " + what));
        return missing.isPresent() ? 1 : 0;
    }

    private int untilItEnds(Optional<Duration> time) throws InterruptedException {
        long end = System.nanoTime() + time.orElse(Duration.ofDays(36_500)).toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(Math.max(1, Math.min(10_000, (end - System.nanoTime()) / 1_000_000)));
            Optional<Long> sum = app.sum(HERO, "rideMetres");
            sum.filter(metres -> metres > 0)
                    .ifPresent(metres ->
                            say("core-data adds up to " + metres + " m for " + HERO + ": usage/stats/" + HERO));
        }
        return 0;
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(terminal.inPlace() ? IN_PLACE : LINE_BY_LINE);
                Optional<Long> stored = app.events();
                fleet.onThread(() -> narrator.state(stored));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        fleet.onThread(() -> narrator.say(line));
    }
}
