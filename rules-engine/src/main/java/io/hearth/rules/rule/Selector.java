package io.hearth.rules.rule;

/**
 * Which devices a rule is about. Each of them has its own state. All but a name are expanded live, as devices come, change
 * and go.
 */
public sealed interface Selector {
    /**
     * One device.
     *
     * @param name its name; the device need not exist yet
     */
    record Device(String name) implements Selector {}

    /**
     * All devices of a profile.
     *
     * @param name the profile's name
     */
    record Profile(String name) implements Selector {}

    /**
     * All devices with a label.
     *
     * @param label the label, whole
     */
    record Label(String label) implements Selector {}

    /**
     * All devices whose name fits a pattern.
     *
     * @param glob text in which {@code *} stands for any characters, also none, and {@code ?} for one
     */
    record Pattern(String glob) implements Selector {}
}
