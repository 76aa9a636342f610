package io.hearth.coredata.deadletter;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes letters again, where they came from or for who put them aside and knows what of them was used, and removes each from the list once the broker has it. Who asks for the
 * same letter at the same time is told so, and who asks later does not find it: it goes out once. Only when this process or
 * Redis fails between the broker's acknowledgement and the removal can it be replayed again.
 */
@Singleton
class Replay {
    /** How many letters are on their way at once. */
    private static final int AT_ONCE = 100;

    private final LetterStore store;
    private final Bus bus;
    private final DeadLetterMetrics metrics;

    Replay(LetterStore store, Bus bus, DeadLetterMetrics metrics) {
        this.store = store;
        this.bus = bus;
        this.metrics = metrics;
    }

    /**
     * What became of letters.
     *
     * @param replayed how many were published and removed
     * @param skipped  how many stay because not all of their message is kept, or it has no topic
     */
    record Replayed(long replayed, long skipped) {}

    /** Publishes one letter; 404 when there is none, 409 when it cannot be, 503 when the bus does not take it. */
    void one(String id) {
        StoredLetter letter = store.find(id).orElseThrow(() -> absent(id));
        String why = obstacle(letter);
        if (!why.isEmpty()) {
            throw new EdgexException(ErrorKind.STATUS_CONFLICT, "dead letter " + id + " cannot be replayed: " + why);
        }
        if (publish(List.of(letter)) == 0) {
            throw new EdgexException(ErrorKind.STATUS_CONFLICT, "dead letter " + id + " is being replayed already");
        }
    }

    /** Publishes, oldest first, all letters that are meant and were there when it began. */
    Replayed all(LetterFilter filter) {
        long replayed = 0;
        long skipped = 0;
        String last = store.newest().orElse("");
        String at = "";
        while (!last.isEmpty()) {
            List<StoredLetter> next = store.after(at, last);
            if (next.isEmpty()) {
                break;
            }
            at = next.getLast().id();
            List<StoredLetter> meant =
                    next.stream().filter(letter -> filter.test(letter.letter())).toList();
            List<StoredLetter> able =
                    meant.stream().filter(letter -> obstacle(letter).isEmpty()).toList();
            skipped += meant.size() - able.size();
            for (int from = 0; from < able.size(); from += AT_ONCE) {
                replayed += publish(able.subList(from, Math.min(able.size(), from + AT_ONCE)));
            }
        }
        return new Replayed(replayed, skipped);
    }

    /** Why a letter cannot be published; empty when it can. */
    private static String obstacle(StoredLetter letter) {
        if (!letter.whole()) {
            return "of the message's " + letter.letter().payloadSize() + " octets only the first " + letter.kept()
                    + " are kept";
        }
        try {
            Topic.of(letter.letter().topic() == null ? "" : letter.letter().topic());
            return "";
        } catch (IllegalArgumentException noTopic) {
            return noTopic.getMessage();
        }
    }

    private long publish(List<StoredLetter> letters) {
        List<StoredLetter> ours = store.claim(letters);
        try {
            // Another may have replayed some between our reading of them and our claim.
            return published(store.present(ours));
        } finally {
            store.release(ours);
        }
    }

    private long published(List<StoredLetter> letters) {
        List<byte[]> payloads = store.payloads(letters, Integer.MAX_VALUE);
        List<CompletableFuture<Void>> sent = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            sent.add(again(letters.get(i).letter(), payloads.get(i)));
        }
        List<String> done = new ArrayList<>(letters.size());
        RuntimeException failure = null;
        for (int i = 0; i < letters.size(); i++) {
            try {
                sent.get(i).join();
                done.add(letters.get(i).id());
            } catch (RuntimeException refused) {
                failure = refused;
            }
        }
        long removed = store.remove(done);
        metrics.replayed(removed);
        if (failure != null) {
            throw new BusUnavailable(
                    "the bus took " + done.size() + " of " + letters.size() + " dead letters, the others stay: "
                            + (failure.getCause() == null ? failure : failure.getCause()).getMessage(),
                    failure);
        }
        return removed;
    }

    /** Who knows what of the message it has used reads only the rest again; all others hear it as they heard it first. */
    private CompletableFuture<Void> again(DeadLetter letter, byte[] payload) {
        if (letter.broker().isEmpty()) {
            return bus.publish(letter.topic(), payload);
        }
        DeadLetter whole = new DeadLetter(
                letter.service(),
                letter.topic(),
                letter.reason(),
                letter.detail(),
                Base64.getEncoder().encodeToString(payload),
                letter.payloadSize(),
                letter.time(),
                letter.broker(),
                letter.used());
        return bus.publish(bus.topics().replays(letter.service()), EnvelopeCodec.encode(Envelope.event(whole)));
    }

    static EdgexException absent(String id) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "no dead letter has the id " + id);
    }
}
