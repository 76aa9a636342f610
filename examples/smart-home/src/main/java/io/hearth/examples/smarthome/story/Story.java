package io.hearth.examples.smarthome.story;

import io.hearth.examples.smarthome.house.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Follows the loop from outside: cold, heat, warm, off, cold again. It looks only at what went over the broker, the
 * temperatures that were published and the orders that came. A phase counts when all before it were seen.
 */
public final class Story {
    private final Limits limits;
    private int seen;
    private int loops;
    private double temperature = Double.NaN;
    private Order order = new Order.Off();

    public Story(Limits limits) {
        this.limits = limits;
    }

    /** The watched room published its temperature; returns the phase that is seen by it, if it is the next one. */
    public Optional<Phase> published(double celsius) {
        temperature = celsius;
        return next();
    }

    /** The boiler got an order; returns the phase that is seen by it, if it is the next one. */
    public Optional<Phase> ordered(Order newOrder) {
        order = newOrder;
        return next();
    }

    /** How often the whole loop was seen. */
    public int loops() {
        return loops;
    }

    /** What of the present loop has not been seen. */
    public List<Phase> missing() {
        return Arrays.asList(Phase.values()).subList(seen, Phase.values().length);
    }

    /** It is cold and the boiler is off: either the rule is about to act, or nobody will. */
    public boolean coldAndUnheated() {
        return cold() && order instanceof Order.Off;
    }

    private Optional<Phase> next() {
        Phase expected = Phase.values()[seen];
        boolean there =
                switch (expected) {
                    case COLD, COLD_AGAIN -> cold();
                    case HEAT -> order instanceof Order.Heat;
                    case WARM -> temperature > limits.clearAbove();
                    case OFF -> order instanceof Order.Off;
                };
        if (!there) {
            return Optional.empty();
        }
        seen++;
        if (expected == Phase.COLD_AGAIN) {
            loops++;
            // The cold that ends one loop is the cold that begins the next.
            seen = Phase.COLD.ordinal() + 1;
        }
        return Optional.of(expected);
    }

    private boolean cold() {
        return temperature < limits.below();
    }
}
