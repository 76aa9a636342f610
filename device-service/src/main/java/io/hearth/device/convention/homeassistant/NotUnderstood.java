package io.hearth.device.convention.homeassistant;

/** Something in a discovery message that has no meaning here; the message says what, and what is allowed. */
final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
        super(message, null, false, false);
    }
}
