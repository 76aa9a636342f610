package io.hearth.bench.rules;

import java.util.SplittableRandom;

/** A thermometer: a random walk between two bounds, the same in every run, which goes there and back for ever without a leap. */
final class Walk {
    private final double[] values;

    /** So many different readings; begins in the middle, and no step is longer than {@code longest}. */
    Walk(int size, double low, double high, double longest) {
        values = new double[size];
        SplittableRandom random = new SplittableRandom(7);
        double value = (low + high) / 2;
        for (int i = 0; i < size; i++) {
            value = Math.clamp(value + random.nextDouble(-longest, longest), low, high);
            // What a sensor sends has few digits.
            values[i] = Math.round(value * 1e4) / 1e4;
        }
    }

    /** How many different readings there are; they repeat after twice as many. */
    int size() {
        return values.length;
    }

    /** Which of the different readings comes as this one, counted from 0. */
    int place(long number) {
        int at = (int) (number % (2 * values.length));
        return at < values.length ? at : 2 * values.length - 1 - at;
    }

    /** The value of a reading, counted from 0. */
    double value(long number) {
        return values[place(number)];
    }
}
