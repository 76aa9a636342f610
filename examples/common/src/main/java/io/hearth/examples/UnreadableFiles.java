package io.hearth.examples;

/** The files of an example cannot be used; the message says which and why, in one line. */
public final class UnreadableFiles extends Exception {
    public UnreadableFiles(String message) {
        super(message);
    }
}
