package io.hearth.rules.engine;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The states of rules and the newest readings they have seen, in Redis. */
public final class StateStore {
    private final FencedRedis redis;

    /** On this Redis. */
    public StateStore(FencedRedis redis) {
        this.redis = redis;
    }

    /**
     * All that is stored.
     *
     * @param states   by {@code KnownRule.watch()}
     * @param readings the newest reading of each signal
     */
    record Stored(Map<String, RuleState> states, Map<SignalKey, Sample> readings) {}

    /** Writes what has changed and what is to be done about it, in one round trip, all or nothing. Bears repeating. */
    void save(Changes changes, List<Intent> intents) {
        List<Request> requests = new ArrayList<>();
        Partition.group(changes.seen().values(), sample -> sample.signal().device())
                .forEach((partition, samples) -> requests.add(Hashes.set(
                        partition.readings(),
                        samples.stream().collect(Collectors.toMap(s -> field(s.signal()), StateStore::write)))));
        Partition.group(
                        changes.transitions(),
                        transition -> transition.cause().signal().device())
                .forEach((partition, group) -> requests.add(Hashes.set(partition.states(), lastStates(group))));
        requests.addAll(RedisOutboxStore.append(intents));
        redis.transact(requests);
    }

    private static Map<String, byte[]> lastStates(List<Transition> transitions) {
        Map<String, byte[]> states = new HashMap<>();
        transitions.forEach(transition -> states.put(
                transition.rule().watch(), StateText.write(transition.to()).getBytes(StandardCharsets.UTF_8)));
        return states;
    }

    /** What is stored about these rules and signals. What is stored about others, which are no more, is removed. */
    Stored load(Set<String> watches, Set<SignalKey> signals) {
        Set<String> fields = signals.stream().map(StateStore::field).collect(Collectors.toSet());
        Map<String, RuleState> states = new HashMap<>();
        kept(Partition::states, watches)
                .forEach((watch, text) -> StateText.read(text).ifPresent(state -> states.put(watch, state)));
        Map<SignalKey, Sample> readings = new HashMap<>();
        kept(Partition::readings, fields)
                .forEach((field, text) -> read(field, text).ifPresent(last -> readings.put(last.signal(), last)));
        return new Stored(states, readings);
    }

    /** Removes the state of a rule. */
    void forget(KnownRule rule) {
        Partition partition = Partition.of(Watch.signalOf(rule).device());
        redis.write(Hashes.remove(partition.states(), List.of(rule.watch())));
    }

    private Map<String, String> kept(Function<Partition, String> key, Set<String> wanted) {
        List<String> keys = redis.partitions().map(key).toList();
        List<Response> hashes = redis.read(keys.stream().map(Hashes::getAll).toList());
        Map<String, String> kept = new HashMap<>();
        List<Request> removals = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Map<String, byte[]> hash = Hashes.read(hashes.get(i));
            List<String> left = new ArrayList<>(hash.keySet());
            left.removeAll(wanted);
            if (!left.isEmpty()) {
                removals.add(Hashes.remove(keys.get(i), left));
            }
            hash.keySet().retainAll(wanted);
            hash.forEach((field, value) -> kept.put(field, new String(value, StandardCharsets.UTF_8)));
        }
        redis.write(removals);
        return kept;
    }

    private static String field(SignalKey signal) {
        return NameEscape.escape(signal.device()) + "/" + NameEscape.escape(signal.resource());
    }

    private static byte[] write(Sample sample) {
        return (sample.origin() + " " + sample.text()).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Sample> read(String field, String text) {
        int slash = field.indexOf('/');
        int space = text.indexOf(' ');
        try {
            SignalKey signal = new SignalKey(
                    NameEscape.unescape(field.substring(0, slash)), NameEscape.unescape(field.substring(slash + 1)));
            long origin = Long.parseLong(text.substring(0, space));
            // For its time and for people: the first value after a start is not compared with it.
            return Optional.of(new Sample(signal, origin, text.substring(space + 1), Quantity.NOT_A_NUMBER));
        } catch (IndexOutOfBoundsException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
