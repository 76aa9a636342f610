package io.hearth.rules.why;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What became of rules, a list for each rule and device in Redis, written in the transaction of what it tells. In memory is
 * only which lists there are.
 */
public final class WhyLog implements Participant {
    private static final Logger LOG = Logger.getLogger(WhyLog.class);
    /** So many histories are written in one transaction. */
    private static final int AT_ONCE = 5_000;

    private final FencedRedis redis;
    private final WhyConfig config;
    /** Those written to last are last. */
    private final LinkedHashMap<Place, Boolean> histories = new LinkedHashMap<>(16, 0.75f, true);

    /** A rule and one of its devices, which have a history. */
    record Place(UUID ruleId, String device) {
        String field() {
            return ruleId + "/" + NameEscape.escape(device);
        }

        String key() {
            return Partition.of(device).why(field());
        }
    }

    /** On this Redis. */
    public WhyLog(FencedRedis redis, WhyConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** How many rules and devices there is something about. */
    public synchronized int size() {
        return histories.size();
    }

    @Override
    public synchronized List<Request> toStore(List<Transition> transitions) {
        Set<Place> kept = new LinkedHashSet<>(newest(transitions));
        Map<Place, List<WhyEntry>> entries = new LinkedHashMap<>();
        transitions.stream()
                .filter(transition -> kept.contains(place(transition)))
                .forEach(transition -> entries.computeIfAbsent(place(transition), any -> new ArrayList<>())
                        .add(WhyEntry.of(transition)));
        List<Place> places = List.copyOf(entries.keySet());
        int rest = 0;
        for (; places.size() - rest > AT_ONCE; rest += AT_ONCE) {
            // More than one transaction takes. An entry that is there before its transition, or twice, is the same
            // entry.
            redis.write(append(of(entries, places.subList(rest, rest + AT_ONCE))));
        }
        List<Request> requests = append(of(entries, places.subList(rest, places.size())));
        requests.addAll(removal(tooMany(entries.keySet())));
        return requests;
    }

    private static Map<Place, List<WhyEntry>> of(Map<Place, List<WhyEntry>> entries, List<Place> places) {
        Map<Place, List<WhyEntry>> some = new LinkedHashMap<>();
        places.forEach(place -> some.put(place, entries.get(place)));
        return some;
    }

    @Override
    public synchronized void stored(List<Transition> transitions) {
        List<Place> places = newest(transitions);
        tooMany(places).forEach(histories::remove);
        places.forEach(place -> histories.put(place, true));
    }

    /** Where something happened, as many as may be kept: those where it happened last. */
    private List<Place> newest(List<Transition> transitions) {
        List<Place> places = transitions.stream().map(WhyLog::place).distinct().toList();
        return places.subList(Math.max(0, places.size() - config.histories()), places.size());
    }

    private static Place place(Transition transition) {
        return new Place(transition.rule().id(), transition.subject());
    }

    private List<Request> append(Map<Place, List<WhyEntry>> entries) {
        List<Request> requests = new ArrayList<>();
        entries.forEach((place, list) -> {
            Request push = Request.cmd(Command.LPUSH).arg(place.key());
            list.forEach(entry -> push.arg(entry.json()));
            requests.add(push);
            requests.add(Request.cmd(Command.LTRIM).arg(place.key()).arg(0).arg(config.kept() - 1L));
        });
        Partition.group(
                        entries.keySet().stream()
                                .filter(place -> !histories.containsKey(place))
                                .toList(),
                        Place::device)
                .forEach((partition, group) -> requests.add(
                        Hashes.set(partition.whyIndex(), group.stream().collect(Collectors.toMap(Place::field, place ->
                                new byte[] {'1'})))));
        return requests;
    }

    private List<Place> tooMany(Collection<Place> written) {
        long added =
                written.stream().filter(place -> !histories.containsKey(place)).count();
        long excess = histories.size() + added - config.histories();
        return excess <= 0
                ? List.of()
                : histories.keySet().stream()
                        .filter(place -> !written.contains(place))
                        .limit(excess)
                        .toList();
    }

    private static List<Request> removal(Collection<Place> places) {
        List<Request> requests = new ArrayList<>();
        Partition.group(places, Place::device).forEach((partition, group) -> {
            Request delete = Request.cmd(Command.DEL);
            group.forEach(place -> delete.arg(place.key()));
            requests.add(delete);
            requests.add(Hashes.remove(
                    partition.whyIndex(), group.stream().map(Place::field).toList()));
        });
        return requests;
    }

    /**
     * Adds what became of actions, in one round trip; passed over for a rule and device of which nothing else is known any more.
     *
     * @param entries of each rule and device, in their order
     */
    void add(Map<Place, List<WhyEntry>> entries) {
        Map<Place, List<WhyEntry>> known = new LinkedHashMap<>(entries);
        List<Request> requests;
        synchronized (this) {
            known.keySet().retainAll(histories.keySet());
            requests = append(known);
        }
        redis.writeOnce(requests);
    }

    /** What became of a rule for a device, newest first. */
    List<WhyEntry> of(UUID ruleId, String device) {
        List<WhyEntry> entries = new ArrayList<>();
        Response stored = redis.read(Request.cmd(Command.LRANGE)
                .arg(new Place(ruleId, device).key())
                .arg(0)
                .arg(config.kept() - 1L));
        for (Response json : stored) {
            try {
                entries.add(Json.read(json.toBytes(), WhyEntry.class));
            } catch (IOException unreadable) {
                LOG.debugf("stored entry is not understood and left out reason=%s", unreadable.getMessage());
            }
        }
        // A transaction whose answer was lost is sent again.
        return entries.stream().distinct().toList();
    }

    @Override
    public void loaded(Collection<KnownRule> enabled) {
        List<Request> requests =
                redis.partitions().map(Partition::whyIndex).map(Hashes::getAll).toList();
        List<Response> stored = redis.read(requests);
        synchronized (this) {
            for (Response fields : stored) {
                Hashes.read(fields).keySet().forEach(this::enter);
            }
        }
    }

    private void enter(String field) {
        int slash = field.indexOf('/');
        try {
            histories.putIfAbsent(
                    new Place(
                            UUID.fromString(field.substring(0, slash)),
                            NameEscape.unescape(field.substring(slash + 1))),
                    true);
        } catch (IndexOutOfBoundsException | IllegalArgumentException notOurs) {
            LOG.debugf(
                    "stored name is not understood and left alone bytes=%d",
                    field.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Override
    public void removed(KnownRule rule) {
        List<Place> gone;
        synchronized (this) {
            gone = histories.keySet().stream()
                    .filter(place -> place.ruleId().equals(rule.id()))
                    .toList();
            gone.forEach(histories::remove);
        }
        try {
            redis.writeOnce(removal(gone));
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "what became of a deleted rule is still stored");
        }
    }
}
