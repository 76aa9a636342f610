package io.hearth.rules.rule;

import java.time.Duration;

/**
 * Many readings made one number. A window slides: it ends with the newest reading, and a window of a duration also as time
 * goes by. Readings that are no numbers are not in it.
 *
 * @param function what is made of them
 * @param extent   which readings
 */
public record Window(Function function, Extent extent) {
    /** What is made of the readings in a window. */
    public enum Function {
        /** The mean. */
        AVG,
        /** The least. */
        MIN,
        /** The greatest. */
        MAX,
        /** The sum. */
        SUM,
        /** How many there are; 0 for none. */
        COUNT,
        /** The newest less the oldest. */
        DELTA,
        /** The newest less the oldest, by the seconds between them. */
        RATE
    }

    /** Which readings are in a window. */
    public sealed interface Extent {
        /** Those of the last so-and-so long, by their origin. */
        record Lasting(Duration duration) implements Extent {}

        /** The last so-and-so many; nothing is known before there are as many. */
        record Readings(int count) implements Extent {}
    }
}
