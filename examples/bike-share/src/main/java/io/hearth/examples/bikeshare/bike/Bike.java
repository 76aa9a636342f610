package io.hearth.examples.bikeshare.bike;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A bike and who rides it. It is given time and has no clock, so that tests ride for a day in a millisecond. Its rider locks
 * it at the end of a ride; a battery that is low is changed, and what is broken repaired, while it stands. One thread changes
 * it; any may look.
 */
public final class Bike {
    private static final double LATITUDE = 37.5665;
    private static final double LONGITUDE = 126.9780;
    private static final double CITY = 0.05;
    private static final double METRES_PER_DEGREE = 111_320;
    private static final double METRES_PER_SECOND = 4.2;
    private static final double METRES_PER_PERCENT = 400;
    private static final double SHORTEST_RIDE = 300;
    private static final double LONGEST_RIDE = 1_200;
    private static final double ALARM_SECONDS = 300;
    private static final double SERVICE_SECONDS = 1_800;
    private static final double RIDDEN_UNTIL_A_FAULT = 5 * 3_600;
    private static final int LOW = 15;
    private static final int FULL = 100;

    private final String name;
    private final Random chance;
    private double latitude;
    private double longitude;
    private double heading;
    private volatile double battery;
    private volatile Ride ride;
    private int rides;
    private double alarmLeft;
    private double serviceLeft = SERVICE_SECONDS;
    private volatile Fault fault = Fault.NONE;
    private volatile Totals totals = new Totals(0, 0, 0);

    /**
     * All rides that are over.
     *
     * @param rides how many
     */
    public record Totals(int rides, long metres, long seconds) {
        private Totals and(News.RideEnded ended) {
            return new Totals(rides + 1, metres + ended.metres(), seconds + ended.seconds());
        }
    }

    /** A bike that stands somewhere in the city; the same seed, the same life. */
    public Bike(String name, long seed) {
        this.name = name;
        this.chance = new Random(seed * 31 + name.hashCode());
        this.latitude = LATITUDE + CITY * (chance.nextDouble() - 0.5);
        this.longitude = LONGITUDE + CITY * (chance.nextDouble() - 0.5);
        this.heading = chance.nextDouble() * 2 * Math.PI;
        this.battery = 30 + 70 * chance.nextDouble();
    }

    public String name() {
        return name;
    }

    public Status status() {
        return new Status(latitude, longitude, (int) battery, ride == null, alarmLeft > 0);
    }

    public Fault fault() {
        return fault;
    }

    public Totals totals() {
        return totals;
    }

    /** Whether it stands there, ready for somebody. */
    public boolean isFree() {
        return ride == null && !fault.stopsTheBike() && battery > LOW;
    }

    /** Does as it is told, as far as it can: one that must not be ridden stays locked. */
    public List<News> obey(Order order) {
        return switch (order) {
            case LOCK -> end();
            case UNLOCK -> begin();
            case ALARM -> {
                alarmLeft = ALARM_SECONDS;
                yield List.of();
            }
        };
    }

    /** Something breaks. */
    public List<News> breaks(Fault what) {
        fault = what;
        serviceLeft = SERVICE_SECONDS;
        List<News> news = new ArrayList<>();
        news.add(new News.Maintenance(what));
        if (what.stopsTheBike()) {
            news.addAll(end());
        }
        return news;
    }

    /** Time passes. */
    public List<News> advance(Duration time) {
        double seconds = time.toNanos() / 1e9;
        alarmLeft = Math.max(0, alarmLeft - seconds);
        return ride == null ? stand(seconds) : ridden(seconds);
    }

    private List<News> begin() {
        if (ride != null || !isFree()) {
            return List.of();
        }
        ride = new Ride(SHORTEST_RIDE + (LONGEST_RIDE - SHORTEST_RIDE) * chance.nextDouble());
        rides++;
        return List.of(new News.RideStarted(rides));
    }

    private List<News> end() {
        if (ride == null) {
            return List.of();
        }
        News.RideEnded ended = new News.RideEnded(rides, ride.metres(), ride.seconds());
        totals = totals.and(ended);
        ride = null;
        return List.of(ended);
    }

    private List<News> ridden(double seconds) {
        double metres = METRES_PER_SECOND * seconds;
        heading += chance.nextGaussian() * 0.3;
        latitude += metres * Math.cos(heading) / METRES_PER_DEGREE;
        longitude += metres * Math.sin(heading) / (METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude)));
        battery = Math.max(0, battery - metres / METRES_PER_PERCENT);
        ride.went(metres, seconds);
        if (fault == Fault.NONE && chance.nextDouble() < seconds / RIDDEN_UNTIL_A_FAULT) {
            return breaks(Fault.values()[1 + chance.nextInt(Fault.values().length - 1)]);
        }
        return ride.isOver() || battery == 0 ? end() : List.of();
    }

    private List<News> stand(double seconds) {
        if (fault == Fault.NONE && battery >= LOW) {
            serviceLeft = SERVICE_SECONDS;
            return List.of();
        }
        serviceLeft -= seconds;
        if (serviceLeft > 0) {
            return List.of();
        }
        battery = battery < LOW ? FULL : battery;
        boolean repaired = fault != Fault.NONE;
        fault = Fault.NONE;
        return repaired ? List.of(new News.Maintenance(Fault.NONE)) : List.of();
    }
}
