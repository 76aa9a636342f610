package io.hearth.rules.action;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The outbox in Redis: a hash per partition of the device that the rule decided for, and one list of failures. */
public final class RedisOutboxStore implements OutboxStore {
    private static final Logger LOG = Logger.getLogger(RedisOutboxStore.class);
    private static final String FAILED = "re:failed";
    private static final ObjectReader INTENT = exact(StoredIntent.class);
    private static final ObjectReader FAILURE = exact(StoredFailure.class);

    /** Time in ms, as EdgeX writes it: the shared mapper knows no {@link Instant}. */
    private record StoredFailure(StoredIntent action, String reason, int attempts, long time) {
        StoredFailure(FailedAction failed) {
            this(
                    StoredIntent.of(failed.action()),
                    failed.reason(),
                    failed.attempts(),
                    failed.time().toEpochMilli());
        }

        FailedAction failure() {
            return new FailedAction(action.intent(), reason, attempts, Instant.ofEpochMilli(time));
        }
    }

    private final FencedRedis redis;
    private final int failedKept;

    /** With how many failed actions are kept. */
    public RedisOutboxStore(FencedRedis redis, int failedKept) {
        this.redis = redis;
        this.failedKept = failedKept;
    }

    private static ObjectReader exact(Class<?> type) {
        // Values go out as they were written in the rule, so 23.50 must come back as 23.50.
        return Json.mapper().readerFor(type).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** The commands that put actions into the outbox, for the transaction that stores why. */
    public static List<Request> append(List<Intent> intents) {
        List<Request> requests = new ArrayList<>();
        Partition.group(intents, Intent::source).forEach((partition, group) -> {
            Map<String, byte[]> fields = new HashMap<>();
            group.forEach(intent -> fields.put(intent.id().toString(), Json.bytes(StoredIntent.of(intent))));
            requests.add(Hashes.set(partition.outbox(), fields));
        });
        return requests;
    }

    @Override
    public List<Intent> load() {
        List<Request> requests =
                redis.partitions().map(Partition::outbox).map(Hashes::getAll).toList();
        List<Intent> intents = new ArrayList<>();
        for (Response response : redis.read(requests)) {
            Hashes.read(response).forEach((id, json) -> {
                try {
                    intents.add(INTENT.<StoredIntent>readValue(json).intent());
                } catch (IOException | IllegalArgumentException unreadable) {
                    LOG.warnf(unreadable, "stored action is not understood and stays where it is id=%s", id);
                }
            });
        }
        return intents;
    }

    @Override
    public void remove(Collection<Intent> intents) {
        redis.write(removal(intents));
    }

    /** The commands that take actions out of the outbox, for the transaction that stores why. */
    public static List<Request> removal(Collection<Intent> intents) {
        List<Request> requests = new ArrayList<>();
        Partition.group(intents, Intent::source)
                .forEach((partition, group) -> requests.add(Hashes.remove(
                        partition.outbox(),
                        group.stream().map(intent -> intent.id().toString()).toList())));
        return requests;
    }

    @Override
    public void keep(Intent intent) {
        redis.write(append(List.of(intent)));
    }

    /** In one transaction, and once: whoever is told that it may not be stored says it again. */
    @Override
    public void giveUp(FailedAction failed) {
        byte[] json = Json.bytes(new StoredFailure(failed));
        List<Request> requests = new ArrayList<>();
        requests.add(Request.cmd(Command.LREM).arg(FAILED).arg(0).arg(json));
        requests.add(Request.cmd(Command.LPUSH).arg(FAILED).arg(json));
        requests.add(Request.cmd(Command.LTRIM).arg(FAILED).arg(0).arg(failedKept - 1L));
        requests.addAll(removal(List.of(failed.action())));
        redis.transact(requests);
    }

    @Override
    public List<FailedAction> failed() {
        Response stored =
                redis.read(Request.cmd(Command.LRANGE).arg(FAILED).arg(0).arg(-1));
        List<FailedAction> failed = new ArrayList<>();
        for (Response json : stored) {
            try {
                failed.add(FAILURE.<StoredFailure>readValue(json.toBytes()).failure());
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.warnf(unreadable, "stored failure is not understood and left out");
            }
        }
        return failed;
    }
}
