package io.hearth.command.guard;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.bus.NameEscape;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Remembers how actuators were switched and how often they were set: {@code cc:switch:<device>}, a hash of resources, and
 * {@code cc:rate:<device>/<name>}, the times of the latest commands. Asking and taking note are one step in Redis.
 */
@Singleton
class SwitchStore {
    private static final Logger LOG = Logger.getLogger(SwitchStore.class);
    private static final Script ADMIT = Script.resource(SwitchStore.class, "admit.lua");
    private static final Script GIVE_BACK = Script.resource(SwitchStore.class, "give-back.lua");

    private final RedisBatch redis;
    private final GuardConfig config;

    SwitchStore(RedisBatch redis, CommandConfig config) {
        this.redis = redis;
        this.config = config.guard();
    }

    /**
     * What stands against a command.
     *
     * @param index which of the pass's switches, or behind them of its counted names, allows it last
     */
    record Denial(int index, Instant until) {}

    /** Takes note of the command; or says why not, and takes no note. */
    Optional<Denial> admit(Protection.Pass pass, Instant now) {
        Response answer = ADMIT.run(redis, () -> List.of(admission(pass, now))).getFirst();
        int index = answer.get(0).toInteger();
        return index < 0
                ? Optional.empty()
                : Optional.of(
                        new Denial(index, Instant.ofEpochMilli(answer.get(1).toLong())));
    }

    private Request admission(Protection.Pass pass, Instant now) {
        Request call = ADMIT.call(keys(pass))
                .arg(pass.attempt().toString())
                .arg(now.toEpochMilli())
                .arg(config.remembered().toMillis())
                .arg(pass.switches().size());
        pass.switches().forEach(change -> call.arg(change.resource())
                .arg(change.on() ? "1" : "0")
                .arg(change.minOn().toMillis())
                .arg(change.minOff().toMillis()));
        pass.counted().forEach(counted -> call.arg(counted.rate().count())
                .arg(counted.rate().window().toMillis()));
        return call;
    }

    /** Takes back what {@link #admit} took note of; a failure leaves it, which is the careful side. */
    void giveBack(Protection.Pass pass) {
        try {
            GIVE_BACK.run(redis, () -> {
                Request call = GIVE_BACK.call(keys(pass)).arg(pass.attempt().toString());
                pass.switches().forEach(change -> call.arg(change.resource()));
                return List.of(call);
            });
        } catch (StoreUnavailable unavailable) {
            LOG.warnf(
                    "a refused command counts as switched device=%s reason=%s",
                    pass.device(), unavailable.getMessage());
        }
    }

    private static List<String> keys(Protection.Pass pass) {
        List<String> keys = new ArrayList<>();
        keys.add("cc:switch:" + pass.device());
        pass.counted()
                .forEach(counted -> keys.add(
                        "cc:rate:" + NameEscape.escape(pass.device()) + "/" + NameEscape.escape(counted.name())));
        return keys;
    }
}
