package io.hearth.examples;

/** The broker is not there or does not want us; the message says so in one line. */
public final class Unreachable extends Exception {
    /** With why, a few words. */
    public Unreachable(Broker broker, String why) {
        super("no MQTT broker at " + broker + " (" + why + "): is Hearth up? Start it with ./hearth up");
    }
}
