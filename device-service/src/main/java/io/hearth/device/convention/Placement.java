package io.hearth.device.convention;

/** What became of a device that told of itself. */
public sealed interface Placement {
    /**
     * core-metadata has it.
     *
     * @param device its name
     */
    record Placed(String device) implements Placement {}

    /** Another instance of this service has it, and hears what we hear: nothing is to be done. */
    record Elsewhere() implements Placement {}

    /** Too many devices were added in the last minute: to be tried again. */
    record Later() implements Placement {}

    /**
     * It is not added.
     *
     * @param why in words
     */
    record Refused(String why) implements Placement {}
}
