package io.hearth.box.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Which retained messages are being replaced, and what those who subscribe meanwhile have to be sent again. A latecomer has missed each
 * replacement that was under way at some time between the arrival of its SUBSCRIBE and the end of all that it was sent for it. It is
 * sent what it missed when the replacement is there; what is replaced in turn meanwhile, it has missed again. So the last
 * that it gets of a topic is the newest.
 *
 * <p>Bounded by what clients have under way: one entry for a retained PUBLISH or a SUBSCRIBE that is not answered yet, and for one
 * that is, for as long as {@code patience}.
 */
final class Replacements {
    private final Resender resender;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<Latecomer, Missed> latecomers = new LinkedHashMap<>();

    /** Sends a latecomer what it missed. */
    interface Resender {
        /**
         * Sends it, and returns before it is sent.
         *
         * @param missed by topic, the newest message that was published there
         * @param done   to be run, by any thread, when all of it is where nothing that is published later comes before it
         */
        void resend(Latecomer latecomer, Map<String, Message> missed, Runnable done);

        /** Told when a latecomer is not sent what it missed, since that was replaced again and again. */
        void gaveUp(Latecomer latecomer, Set<String> topics);
    }

    /** What is under way on a topic: how many, and which came last. */
    private record Running(int count, Message last) {}

    /** What a latecomer missed, and how far it is. */
    private static final class Missed {
        private final Map<String, Message> messages = new HashMap<>();
        private boolean answered;
        /** While something is being sent to it. */
        private boolean busy = true;
    }

    Replacements(Resender resender, Duration patience, LongSupplier nanoTime) {
        this.resender = resender;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** A retained message is about to be taken in. */
    synchronized void began(String topic, Message message) {
        running.merge(topic, new Running(1, message), (before, one) -> new Running(before.count() + 1, message));
        latecomers.forEach((latecomer, missed) -> {
            if (latecomer.wants(topic)) {
                missed.messages.put(topic, message);
            }
        });
    }

    /** It is where a subscriber finds it, or was not taken in. */
    synchronized void ended(String topic) {
        running.computeIfPresent(topic, (t, all) -> all.count() == 1 ? null : new Running(all.count() - 1, all.last()));
        List.copyOf(latecomers.keySet()).forEach(this::goOn);
    }

    /** A SUBSCRIBE came. */
    synchronized void subscribing(Latecomer latecomer) {
        Missed missed = new Missed();
        running.forEach((topic, all) -> {
            if (latecomer.wants(topic)) {
                missed.messages.put(topic, all.last());
            }
        });
        latecomers.put(latecomer, missed);
    }

    /** Whose SUBSCRIBE is answered by this SUBACK; what it was sent for it may still be on its way ({@link #served}). */
    synchronized Optional<Latecomer> answered(RemotingConnection connection, int packetId) {
        for (Map.Entry<Latecomer, Missed> one : latecomers.entrySet()) {
            Latecomer latecomer = one.getKey();
            Missed missed = one.getValue();
            if (latecomer.connection() == connection && latecomer.packetId() == packetId && !missed.answered) {
                missed.answered = true;
                return Optional.of(latecomer);
            }
        }
        return Optional.empty();
    }

    /** All that the latecomer was sent until now is on its way to it. */
    synchronized void served(Latecomer latecomer) {
        Missed missed = latecomers.get(latecomer);
        if (missed != null) {
            missed.busy = false;
            goOn(latecomer);
        }
    }

    /** The connection is gone: what is not answered will not be. */
    synchronized void gone(RemotingConnection connection) {
        latecomers.entrySet().removeIf(one -> one.getKey().connection() == connection && !one.getValue().answered);
    }

    private void goOn(Latecomer latecomer) {
        Missed missed = latecomers.get(latecomer);
        if (missed.busy) {
            return;
        }
        if (missed.messages.isEmpty()) {
            latecomers.remove(latecomer);
            return;
        }
        if (nanoTime.getAsLong() - latecomer.since() > patience.toNanos()) {
            latecomers.remove(latecomer);
            resender.gaveUp(latecomer, Set.copyOf(missed.messages.keySet()));
            return;
        }
        Map<String, Message> there = new HashMap<>(missed.messages);
        there.keySet().removeAll(running.keySet());
        if (!there.isEmpty()) {
            missed.messages.keySet().removeAll(there.keySet());
            missed.busy = true;
            resender.resend(latecomer, there, () -> served(latecomer));
        }
    }
}
