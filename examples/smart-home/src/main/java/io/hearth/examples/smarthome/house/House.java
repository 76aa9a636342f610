package io.hearth.examples.smarthome.house;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Rooms that lose heat to the outside, and a boiler that warms them. Time is what {@link #advance} is given, so a test, a
 * real-time demonstration and an accelerated one run the same house. Not safe for several threads.
 */
public final class House {
    private static final double LONGEST_STEP_HOURS = 1.0 / 120;
    private static final double HOUR = Duration.ofHours(1).toNanos();

    private final Climate climate;
    private final SequencedMap<String, Double> rooms;
    private Order order = new Order.Off();
    private boolean burning;
    private double radiators;

    /**
     * @param rooms each room's name with its temperature, degrees Celsius; at least one
     */
    public House(Climate climate, Map<String, Double> rooms) {
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("a house has at least one room");
        }
        this.climate = climate;
        this.rooms = new LinkedHashMap<>(rooms);
    }

    /** Lets this much of the house's own time pass; zero or less changes nothing. */
    public void advance(Duration time) {
        double hours = time.toNanos() / HOUR;
        while (hours > 0) {
            double step = Math.min(hours, LONGEST_STEP_HOURS);
            step(step);
            hours -= step;
        }
    }

    /** The boiler is told; it acts on it from the next {@link #advance} on. */
    public void tell(Order newOrder) {
        order = newOrder;
    }

    /** What the boiler was last told. */
    public Order order() {
        return order;
    }

    /** Somebody opened a window, or lit a fire: the room has this temperature now. */
    public void set(String room, double celsius) {
        if (!Double.isFinite(celsius)) {
            throw new IllegalArgumentException("temperature " + celsius + " is not a finite number");
        }
        if (rooms.replace(room, celsius) == null) {
            throw new IllegalArgumentException(unknown(room));
        }
    }

    /** The room's temperature, degrees Celsius. */
    public double temperature(String room) {
        Double celsius = rooms.get(room);
        if (celsius == null) {
            throw new IllegalArgumentException(unknown(room));
        }
        return celsius;
    }

    /** What the boiler would report now. */
    public BoilerState boiler() {
        return new BoilerState(current(), burning);
    }

    private void step(double hours) {
        burning = switch (order) {
            case Order.Off off -> false;
            case Order.Heat heat -> current() < (burning ? heat.target() : heat.target() - climate.thermostatGap());
        };
        double wanted = burning ? climate.heatPerHour() : 0;
        radiators += (wanted - radiators) * share(hours, climate.radiatorLag());
        double loss = share(hours, climate.insulation());
        rooms.replaceAll((room, celsius) -> celsius + (climate.outside() - celsius) * loss + radiators * hours);
    }

    /** How much of a difference is gone after this long, exactly, so that the size of a step does not matter. */
    private static double share(double hours, Duration timeConstant) {
        return -Math.expm1(-hours * HOUR / timeConstant.toNanos());
    }

    private double current() {
        return rooms.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private String unknown(String room) {
        return "room '" + room + "' is not in this house; it has " + String.join(", ", rooms.keySet());
    }
}
