package io.hearth.runtime.bus;

import org.jboss.logging.Logger;

/** Why the bus is not connected: told in the log each time the reason changes, and how often it was tried when it is over. */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String broker;
    private String reason = "not connected yet";
    private boolean told;
    private int attempts;

    /** One that begins: there was no connection yet. */
    Outage(String broker) {
        this.broker = broker;
    }

    /** A connection, or an attempt at one, has failed. */
    synchronized void goesOn(String why) {
        attempts++;
        if (!why.equals(reason) || !told) {
            reason = why;
            told = true;
            LOG.warnf("bus not connected, trying again broker=%s reason=%s", broker, why);
        }
    }

    /** There is a connection. */
    synchronized void over() {
        if (told) {
            LOG.infof("bus connected broker=%s failures=%d", broker, attempts);
        }
        reason = "";
        told = false;
        attempts = 0;
    }

    /** Why there is no connection; empty when there is one. */
    synchronized String reason() {
        return reason;
    }
}
