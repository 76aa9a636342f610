package io.hearth.coredata.deadletter;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** The list of dead letters as people look at it: read, counted and thrown away. */
@Singleton
class DeadLetterList {
    private static final long NANOS = 1_000_000_000L;

    private final LetterStore store;
    private final DataConfig.DeadLetters limits;
    private final DeadLetterMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    DeadLetterList(LetterStore store, DataConfig config, DeadLetterMetrics metrics) {
        this.store = store;
        this.limits = config.deadLetters();
        this.metrics = metrics;
    }

    /** Some letters, and how many are meant in all. */
    record Listing(long total, List<ShownLetter> letters) {}

    /** Those on a page of the letters that are meant, newest first, each with the beginning of its payload. */
    Listing list(LetterFilter filter, Page page) {
        List<StoredLetter> onPage = new ArrayList<>();
        long meant = 0;
        long last = (long) page.offset() + page.limit();
        String at = "";
        for (List<StoredLetter> next = store.before(at); !next.isEmpty(); next = store.before(at)) {
            for (StoredLetter letter : next) {
                if (filter.test(letter.letter())) {
                    if (meant >= page.offset() && meant < last) {
                        onPage.add(letter);
                    }
                    meant++;
                }
            }
            at = next.getLast().id();
            if (filter.everything() && meant >= last) {
                // The rest need not be looked at to be counted.
                meant = Math.max(meant, store.count());
                break;
            }
        }
        return new Listing(meant, page.within(meant) ? shown(onPage, limits.listedOctets()) : List.of());
    }

    /** How many letters are meant. */
    long count(LetterFilter filter) {
        if (filter.everything()) {
            return store.count();
        }
        long meant = 0;
        String at = "";
        for (List<StoredLetter> next = store.before(at); !next.isEmpty(); next = store.before(at)) {
            meant +=
                    next.stream().filter(letter -> filter.test(letter.letter())).count();
            at = next.getLast().id();
        }
        return meant;
    }

    /** The letter of this id with all that is kept of it; 404 when there is none. */
    ShownLetter get(String id) {
        StoredLetter letter = store.find(id).orElseThrow(() -> Replay.absent(id));
        return shown(List.of(letter), Integer.MAX_VALUE).getFirst();
    }

    /** Throws a letter away; 404 when there is none. */
    void discard(String id) {
        if (store.remove(List.of(id)) == 0) {
            throw Replay.absent(id);
        }
        metrics.discarded(1);
    }

    /** Throws away the letters that are meant and are there now; answers how many. */
    long discard(Predicate<DeadLetter> meant) {
        String newest = store.newest().orElse("");
        long removed = 0;
        String at = "";
        while (!newest.isEmpty()) {
            List<StoredLetter> next = store.after(at, newest);
            if (next.isEmpty()) {
                break;
            }
            removed += store.remove(next.stream()
                    .filter(letter -> meant.test(letter.letter()))
                    .map(StoredLetter::id)
                    .toList());
            at = next.getLast().id();
        }
        metrics.discarded(removed);
        return removed;
    }

    /** Which letters were put aside longer ago than this. */
    Predicate<DeadLetter> olderThan(Duration age) {
        Instant now = clock.instant();
        long limit = now.getEpochSecond() * NANOS + now.getNano() - age.toNanos();
        return letter -> letter.time() < limit;
    }

    private List<ShownLetter> shown(List<StoredLetter> letters, int most) {
        List<byte[]> payloads = store.payloads(letters, most);
        List<ShownLetter> shown = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            StoredLetter stored = letters.get(i);
            DeadLetter letter = stored.letter();
            shown.add(new ShownLetter(
                    stored.id(),
                    letter.service(),
                    letter.topic(),
                    letter.reason(),
                    letter.detail(),
                    Base64.getEncoder().encodeToString(payloads.get(i)),
                    letter.payloadSize(),
                    letter.time(),
                    stored.whole()));
        }
        return shown;
    }
}
