package io.hearth.rules.engine;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.hearth.rules.store.Share;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The states of rules and the readings they go on from, in Redis. */
public final class StateStore {
    private static final String ALIVE = "re:alive";

    private final FencedRedis redis;
    private final Share share;
    private final WindowStore windows;
    private final int atOnce;

    /**
     * On this Redis.
     *
     * @param windowReadings how many readings are kept of a signal that windows look at
     * @param atOnce         about how many states are stored in one transaction, with all that belongs to them
     * @throws IllegalArgumentException when that is none
     */
    public StateStore(FencedRedis redis, int windowReadings, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(
                    "hearth.rules.evaluation.changes-at-once is " + atOnce + "; allowed is 1 and more");
        }
        this.redis = redis;
        this.share = redis.share();
        this.windows = new WindowStore(windowReadings, share);
        this.atOnce = atOnce;
    }

    /** How many changes are stored at once. */
    int atOnce() {
        return atOnce;
    }

    /** Whose states and readings these are. */
    Share share() {
        return share;
    }

    /** Writes what has changed and what is to be done about it, in one round trip, all or nothing. Bears repeating. */
    void save(Changes changes, List<Intent> intents, List<Request> more, Instant now) {
        List<Request> requests = new ArrayList<>();
        Partition.group(changes.seen().values(), sample -> sample.signal().device())
                .forEach((partition, samples) -> requests.add(Hashes.set(
                        share.has(partition)
                                ? partition.readings()
                                : share.home().heard(),
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

    private Request alive(Instant now) {
        return Request.cmd(Command.SET).arg(alive()).arg(now.toEpochMilli());
    }

    private String alive() {
        return share.isAll() ? ALIVE : share.home().alive();
    }

    /** All that is stored. */
    Stored load() {
        Map<String, String> states = new HashMap<>();
        all(share.partitions(), Partition::states).forEach(states::putAll);
        Stored stored = new Stored(states, readings(), lastAlive());
        forgetHomes();
        return stored;
    }

    /** What lies here of a time with another number of shares would be taken for an outage when there are so many again. */
    private void forgetHomes() {
        redis.write(share.partitions()
                .map(Partition::alive)
                .filter(home -> !home.equals(alive()))
                .map(home -> Request.cmd(Command.DEL).arg(home))
                .toList());
    }

    /**
     * What others have heard of their devices, which is all there is of a device that was not listened to here before; then
     * what was heard here of others' devices, which may be behind that: what lies between is on its way to us. Of our own devices
     * the newest counts: when they were shared out otherwise, it was heard elsewhere.
     */
    private Map<SignalKey, Sample> readings() {
        Map<SignalKey, Sample> readings = new HashMap<>();
        Stream<Partition> others = Partition.all().filter(partition -> !share.has(partition));
        each(others, Partition::readings, last -> readings.put(last.signal(), last));
        each(share.partitions(), Partition::heard, last -> readings.put(last.signal(), last));
        each(share.partitions(), Partition::readings, last -> readings.merge(last.signal(), last, StateStore::newer));
        return readings;
    }

    private void each(Stream<Partition> partitions, Function<Partition, String> key, Consumer<Sample> taken) {
        all(partitions, key)
                .forEach(stored ->
                        stored.forEach((field, text) -> read(field, text).ifPresent(taken)));
    }

    private static Sample newer(Sample one, Sample other) {
        return one.origin() > other.origin() ? one : other;
    }

    /** When rules were evaluated here last; of a share that never was, when any were. */
    private Optional<Instant> lastAlive() {
        Optional<Instant> own = times(List.of(alive())).findFirst();
        boolean isNewHere = own.isEmpty() || share.isAll();
        return isNewHere
                ? times(Stream.concat(Stream.of(ALIVE), Partition.all().map(Partition::alive))
                                .toList())
                        .max(Comparator.naturalOrder())
                : own;
    }

    private Stream<Instant> times(List<String> keys) {
        return redis
                .read(keys.stream()
                        .map(key -> Request.cmd(Command.GET).arg(key))
                        .toList())
                .stream()
                .filter(Objects::nonNull)
                .map(Response::toLong)
                .map(Instant::ofEpochMilli);
    }

    private List<Map<String, String>> all(Stream<Partition> partitions, Function<Partition, String> key) {
        List<Request> requests = partitions.map(key).map(Hashes::getAll).toList();
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
        Set<String> heard = signals.stream()
                .filter(signal -> !share.has(signal.device()))
                .map(StateStore::field)
                .collect(Collectors.toSet());
        List<Request> removals = new ArrayList<>();
        removals.addAll(unwanted(share.partitions(), Partition::states, states));
        removals.addAll(unwanted(share.partitions(), Partition::readings, fields));
        removals.addAll(unwanted(share.partitions(), Partition::heard, heard));
        redis.write(removals);
    }

    private List<Request> unwanted(Stream<Partition> partitions, Function<Partition, String> key, Set<String> wanted) {
        List<String> keys = partitions.map(key).toList();
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
        Map<SignalKey, List<Sample>> found = windows(signals, windows::read);
        List<SignalKey> notHeardYet = signals.stream()
                .filter(signal -> !share.has(signal.device()))
                .filter(signal -> found.get(signal).isEmpty())
                .toList();
        found.putAll(windows(notHeardYet, WindowStore::readWhereItIs));
        return found;
    }

    private Map<SignalKey, List<Sample>> windows(Collection<SignalKey> signals, Function<SignalKey, Request> read) {
        List<SignalKey> keys = List.copyOf(signals);
        List<Response> stored = redis.read(keys.stream().map(read).toList());
        Map<SignalKey, List<Sample>> found = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            found.put(keys.get(i), WindowStore.samples(keys.get(i), stored.get(i)));
        }
        return found;
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
