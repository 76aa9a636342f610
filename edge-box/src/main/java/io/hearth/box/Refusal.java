package io.hearth.box;

/** The box cannot start; the message is one line that says what is wrong and what to do. */
public final class Refusal extends RuntimeException {
    public Refusal(String message) {
        super(message.replace('\n', ' '), null, false, false);
    }
}
