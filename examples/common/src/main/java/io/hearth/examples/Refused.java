package io.hearth.examples;

/** A service did not take what it was given, or did not answer; the message says so in one line. */
public final class Refused extends Exception {
    public Refused(String message) {
        super(message);
    }
}
