package io.hearth.docker.kitchen;

/** What others are, for a class that names it only. */
public class Dish {
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }

    /** What it is. */
    public static String name(Dish dish) {
        return dish.toString();
    }

    /** A dish. */
    public static final class Soup extends Dish {}

    /** Another one. */
    public static final class Pie extends Dish {}
}
