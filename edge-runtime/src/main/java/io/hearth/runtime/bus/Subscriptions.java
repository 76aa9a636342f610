package io.hearth.runtime.bus;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Which durable subscriptions of this process the broker serves now, and why not the others: a service whose subscription is
 * refused is deaf, however well its other connections do.
 */
@Singleton
public class Subscriptions {
    private static final String IN_FORCE = "";

    private final Map<String, String> byChannel = new ConcurrentHashMap<>();
    private final Map<String, BooleanSupplier> wantedWhile = new ConcurrentHashMap<>();
    private final Consumer<ChannelSubscribed> news;

    @Inject
    Subscriptions(Event<ChannelSubscribed> news) {
        this(subscribed -> news.fireAsync(subscribed));
    }

    Subscriptions(Consumer<ChannelSubscribed> news) {
        this.news = news;
    }

    /**
     * From now on a channel that loses its connection comes back only while this is so: one that stood still, and whose place
     * another has taken with the same session, would throw that one out.
     */
    public void keepOnlyWhile(String channel, BooleanSupplier wanted) {
        wantedWhile.put(channel, wanted);
    }

    boolean isWanted(String channel) {
        return wantedWhile.getOrDefault(channel, () -> true).getAsBoolean();
    }

    /** Connected: whether the subscription is granted is not known yet, which under load takes a broker a while. */
    void connected(String channel) {
        byChannel.put(channel, IN_FORCE);
    }

    void inForce(String channel) {
        byChannel.put(channel, IN_FORCE);
        news.accept(new ChannelSubscribed(channel));
    }

    /** False when that was known already. */
    boolean missing(String channel, String reason) {
        return !reason.equals(byChannel.put(channel, reason));
    }

    void ended(String channel) {
        byChannel.remove(channel);
    }

    /** The channels whose subscription is not in force, each with the reason. */
    public Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>(byChannel);
        missing.values().removeIf(IN_FORCE::equals);
        return missing;
    }
}
