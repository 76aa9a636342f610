package io.hearth.rules.alarm;

import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Alarms in Redis: a hash for each partition of the devices that they are about, by id. */
public final class AlarmStore {
    private static final Logger LOG = Logger.getLogger(AlarmStore.class);

    private final FencedRedis redis;

    /** On this Redis. */
    public AlarmStore(FencedRedis redis) {
        this.redis = redis;
    }

    List<Alarm> load() {
        List<Alarm> alarms = new ArrayList<>();
        List<Request> requests =
                redis.partitions().map(Partition::alarms).map(Hashes::getAll).toList();
        for (Response response : redis.read(requests)) {
            Hashes.read(response).forEach((id, json) -> {
                try {
                    alarms.add(AlarmText.read(json));
                } catch (IOException unreadable) {
                    LOG.warnf(
                            "stored alarm is not understood and stays where it is id=%s reason=%s",
                            id, unreadable.getMessage());
                }
            });
        }
        return alarms;
    }

    /** The commands that store what has changed, for a transaction. They bear repeating. */
    static List<Request> requests(Draft draft) {
        List<Request> requests = new ArrayList<>();
        Partition.group(draft.changed(), alarm -> alarm.source().device()).forEach((partition, group) -> {
            Map<String, byte[]> fields = new HashMap<>();
            group.forEach(alarm -> fields.put(alarm.id().toString(), AlarmText.write(alarm)));
            requests.add(Hashes.set(partition.alarms(), fields));
        });
        Partition.group(draft.dropped(), alarm -> alarm.source().device())
                .forEach((partition, group) -> requests.add(Hashes.remove(
                        partition.alarms(),
                        group.stream().map(alarm -> alarm.id().toString()).toList())));
        return requests;
    }

    void save(Draft draft) {
        redis.transact(requests(draft));
    }
}
