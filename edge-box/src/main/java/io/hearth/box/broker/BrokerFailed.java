package io.hearth.box.broker;

/** The embedded broker did not start or stop as it should; the message says why. */
public final class BrokerFailed extends RuntimeException {
    BrokerFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
