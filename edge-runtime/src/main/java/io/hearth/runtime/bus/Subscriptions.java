package io.hearth.runtime.bus;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which durable subscriptions of this process the broker serves now, and why not the others: a service whose subscription is
 * refused is deaf, however well its other connections do.
 */
@Singleton
public class Subscriptions {
    private static final String IN_FORCE = "";

    private final Map<String, String> byClient = new ConcurrentHashMap<>();

    void inForce(String clientId) {
        byClient.put(clientId, IN_FORCE);
    }

    /** False when that was known already. */
    boolean missing(String clientId, String reason) {
        return !reason.equals(byClient.put(clientId, reason));
    }

    void ended(String clientId) {
        byClient.remove(clientId);
    }

    /** The client ids of the subscriptions that are not in force, each with the reason. */
    public Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>(byClient);
        missing.values().removeIf(IN_FORCE::equals);
        return missing;
    }
}
