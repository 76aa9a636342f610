package io.hearth.rules.engine;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The states of rules and the readings they go on from, in Redis. */
public final class StateStore {
    private static final String ALIVE = "re:alive";

    private final FencedRedis redis;
    private final WindowStore windows;

    /**
     * On this Redis.
     *
     * @param windowReadings how many readings are kept of a signal that windows look at
     */
    public StateStore(FencedRedis redis, int windowReadings) {
        this.redis = redis;
        this.windows = new WindowStore(windowReadings);
    }

    /** Writes what has changed and what is to be done about it, in one round trip, all or nothing. Bears repeating. */
    void save(Changes changes, List<Intent> intents, List<Request> more, Instant now) {
        List<Request> requests = new ArrayList<>();
        Partition.group(changes.seen().values(), sample -> sample.signal().device())
                .forEach((partition, samples) -> requests.add(Hashes.set(
                        partition.readings(),
                        samples.stream().collect(Collectors.toMap(s -> field(s.signal()), StateStore::write)))));
        requests.addAll(windows.append(changes.through()));
        Partition.group(changes.states().entrySet(), state -> state.getValue().subject())
                .forEach((partition, states) -> requests.add(Hashes.set(
                        partition.states(),
                        states.stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        state -> bytes(state.getValue().text()))))));
        requests.addAll(RedisOutboxStore.append(intents));
        requests.addAll(more);
        requests.add(alive(now));
        redis.transact(requests);
    }

    /** Notes that rules are evaluated now, though nothing has changed: it was no outage. */
    void noteAlive(Instant now) {
        redis.write(alive(now));
    }

    private static Request alive(Instant now) {
        return Request.cmd(Command.SET).arg(ALIVE).arg(now.toEpochMilli());
    }

    /** All that is stored. */
    Stored load() {
        Map<String, String> states = new HashMap<>();
        all(Partition::states).forEach(states::putAll);
        Map<SignalKey, Sample> readings = new HashMap<>();
        all(Partition::readings)
                .forEach(stored -> stored.forEach(
                        (field, text) -> read(field, text).ifPresent(last -> readings.put(last.signal(), last))));
        Optional<Instant> alive = Optional.ofNullable(
                        redis.read(Request.cmd(Command.GET).arg(ALIVE)))
                .map(Response::toLong)
                .map(Instant::ofEpochMilli);
        return new Stored(states, readings, alive);
    }

    private List<Map<String, String>> all(Function<Partition, String> key) {
        List<Request> requests = redis.partitions().map(key).map(Hashes::getAll).toList();
        return redis.read(requests).stream()
                .map(hash -> {
                    Map<String, String> texts = new HashMap<>();
                    Hashes.read(hash)
                            .forEach((field, value) -> texts.put(field, new String(value, StandardCharsets.UTF_8)));
                    return texts;
                })
                .toList();
    }

    /** Removes what belongs to rules and signals that are no more. */
    void clean(Set<String> states, Set<SignalKey> signals) {
        Set<String> fields = signals.stream().map(StateStore::field).collect(Collectors.toSet());
        List<Request> removals = new ArrayList<>();
        removals.addAll(unwanted(Partition::states, states));
        removals.addAll(unwanted(Partition::readings, fields));
        redis.write(removals);
    }

    private List<Request> unwanted(Function<Partition, String> key, Set<String> wanted) {
        List<String> keys = redis.partitions().map(key).toList();
        List<Response> fields = redis.read(
                keys.stream().map(hash -> Request.cmd(Command.HKEYS).arg(hash)).toList());
        List<Request> removals = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            List<String> left = StreamSupport.stream(fields.get(i).spliterator(), false)
                    .map(Response::toString)
                    .filter(field -> !wanted.contains(field))
                    .toList();
            if (!left.isEmpty()) {
                removals.add(Hashes.remove(keys.get(i), left));
            }
        }
        return removals;
    }

    /** The readings that windows looked at, of these signals, in order. */
    Map<SignalKey, List<Sample>> windows(Collection<SignalKey> signals) {
        List<SignalKey> keys = List.copyOf(signals);
        List<Response> stored = redis.read(keys.stream().map(WindowStore::read).toList());
        Map<SignalKey, List<Sample>> windows = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            windows.put(keys.get(i), WindowStore.samples(keys.get(i), stored.get(i)));
        }
        return windows;
    }

    /** Removes the states of watches, by their devices and the names under which they are stored. */
    void forget(List<Watchlist.Gone> watches) {
        List<Request> removals = new ArrayList<>();
        Partition.group(watches, Watchlist.Gone::subject)
                .forEach((partition, gone) -> removals.add(Hashes.remove(
                        partition.states(),
                        gone.stream().map(Watchlist.Gone::field).toList())));
        redis.write(removals);
    }

    static String field(SignalKey signal) {
        return NameEscape.escape(signal.device()) + "/" + NameEscape.escape(signal.resource());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] write(Sample sample) {
        return bytes(SampleText.write(sample));
    }

    private static Optional<Sample> read(String field, String text) {
        int slash = field.indexOf('/');
        try {
            SignalKey signal = new SignalKey(
                    NameEscape.unescape(field.substring(0, slash)), NameEscape.unescape(field.substring(slash + 1)));
            return SampleText.read(signal, text);
        } catch (IndexOutOfBoundsException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
