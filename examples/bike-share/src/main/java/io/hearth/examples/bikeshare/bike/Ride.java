package io.hearth.examples.bikeshare.bike;

/** A ride that is under way. */
final class Ride {
    private final double planned;
    private double metres;
    private double seconds;

    /** With for how many seconds the rider means to ride. */
    Ride(double planned) {
        this.planned = planned;
    }

    void went(double moreMetres, double moreSeconds) {
        metres += moreMetres;
        seconds += moreSeconds;
    }

    boolean isOver() {
        return seconds >= planned;
    }

    long metres() {
        return Math.round(metres);
    }

    long seconds() {
        return Math.round(seconds);
    }
}
