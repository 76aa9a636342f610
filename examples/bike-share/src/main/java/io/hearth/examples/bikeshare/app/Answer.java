package io.hearth.examples.bikeshare.app;

/**
 * What a service answered.
 *
 * @param status  HTTP's; 0 when nobody answered
 * @param message why it did not go, "" when it did
 */
public record Answer(int status, String message) {
    /** Whether it was done. */
    public boolean done() {
        return status / 100 == 2;
    }
}
