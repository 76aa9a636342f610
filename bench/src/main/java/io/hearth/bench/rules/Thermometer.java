package io.hearth.bench.rules;

/** The newest reading, as a fact of Drools: it is updated with each. */
public final class Thermometer {
    private double value = Double.NaN;
    private long number = -1;

    /** The reading's value. */
    public double getValue() {
        return value;
    }

    /** Which reading it is. */
    public long getNumber() {
        return number;
    }

    void take(long newNumber, double newValue) {
        number = newNumber;
        value = newValue;
    }
}
