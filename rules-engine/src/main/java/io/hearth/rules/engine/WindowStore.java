package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.Partition;
import io.hearth.rules.store.Share;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The readings that windows look at, in Redis: a sorted set for each signal, by origin, as long as its longest window. Adding
 * a reading again changes nothing. A set that nobody adds to any more goes by itself.
 */
final class WindowStore {
    private static final Duration KEPT_AT_LEAST = Duration.ofDays(30);

    private final int most;
    private final Share share;

    WindowStore(int most, Share share) {
        this.most = most;
        this.share = share;
    }

    List<Request> append(List<Changes.Seen> readings) {
        Map<SignalKey, List<Changes.Seen>> bySignal = new HashMap<>();
        readings.forEach(seen -> bySignal.computeIfAbsent(seen.sample().signal(), any -> new ArrayList<>())
                .add(seen));
        List<Request> requests = new ArrayList<>();
        bySignal.forEach((signal, seen) -> append(signal, seen, requests));
        return requests;
    }

    private void append(SignalKey signal, List<Changes.Seen> readings, List<Request> into) {
        String key = key(signal);
        Request add = Request.cmd(Command.ZADD).arg(key);
        readings.forEach(seen -> add.arg(seen.sample().origin()).arg(SampleText.write(seen.sample())));
        into.add(add);
        Changes.Seen newest = readings.getLast();
        WindowSpan span = newest.span();
        int kept = span.duration().isZero() ? span.count() : Math.max(span.count(), most);
        into.add(Request.cmd(Command.ZREMRANGEBYRANK).arg(key).arg(0).arg(-1L - kept));
        if (span.count() == 0) {
            into.add(Request.cmd(Command.ZREMRANGEBYSCORE)
                    .arg(key)
                    .arg("-inf")
                    .arg(newest.sample().origin() - span.duration().toNanos()));
        }
        Duration twice = span.duration().multipliedBy(2);
        into.add(Request.cmd(Command.PEXPIRE)
                .arg(key)
                .arg((twice.compareTo(KEPT_AT_LEAST) > 0 ? twice : KEPT_AT_LEAST).toMillis()));
    }

    /** What another share keeps of its device is as long as its own windows. */
    private String key(SignalKey signal) {
        String field = StateStore.field(signal);
        return share.has(signal.device())
                ? Partition.of(signal.device()).window(field)
                : share.home().heardWindow(field);
    }

    /** What a device's own share keeps of it. */
    static Request readWhereItIs(SignalKey signal) {
        return Request.cmd(Command.ZRANGE)
                .arg(Partition.of(signal.device()).window(StateStore.field(signal)))
                .arg(0)
                .arg(-1);
    }

    Request read(SignalKey signal) {
        return Request.cmd(Command.ZRANGE).arg(key(signal)).arg(0).arg(-1);
    }

    static List<Sample> samples(SignalKey signal, Response stored) {
        return StreamSupport.stream(stored.spliterator(), false)
                .flatMap(text -> SampleText.read(signal, text.toString()).stream())
                .sorted((a, b) -> Long.compare(a.origin(), b.origin()))
                .toList();
    }
}
