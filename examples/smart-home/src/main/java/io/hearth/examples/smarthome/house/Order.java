package io.hearth.examples.smarthome.house;

/** What a boiler was told to do. */
public sealed interface Order {
    /**
     * Heat until the target is reached, and hold it.
     *
     * @param target degrees Celsius, from {@value #LOWEST} to {@value #HIGHEST}; anything else is refused
     */
    record Heat(double target) implements Order {
        /** The lowest target a boiler takes, the same as in its profile. */
        public static final double LOWEST = 5;
        /** The highest target a boiler takes, the same as in its profile. */
        public static final double HIGHEST = 30;

        public Heat {
            if (!(target >= LOWEST && target <= HIGHEST)) {
                throw new IllegalArgumentException(
                        "target " + target + " is not between " + LOWEST + " and " + HIGHEST);
            }
        }
    }

    /** Do not heat. */
    record Off() implements Order {}
}
