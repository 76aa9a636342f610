package io.hearth.examples.smarthome.story;

/**
 * What the rule that keeps the house warm looks at.
 *
 * @param room the device whose temperature it watches
 * @param below cold is below this, degrees Celsius
 * @param clearAbove warm is above this, degrees Celsius, not less than {@code below}
 */
public record Limits(String room, double below, double clearAbove) {
    public Limits {
        if (!(below <= clearAbove)) {
            throw new IllegalArgumentException("clearAbove " + clearAbove + " is less than below " + below);
        }
    }
}
