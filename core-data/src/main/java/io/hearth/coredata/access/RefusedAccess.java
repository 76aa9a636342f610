package io.hearth.coredata.access;

import io.hearth.coredata.DataMetrics;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells, in the log and as a metric, that Redis refused somebody: who said no name, a wrong password, or wanted what the user may not do. Redis
 * counts them all, and itself logs those with a name only ({@code ACL LOG}). Whichever of several processes keeps house looks.
 */
@ApplicationScoped
public class RefusedAccess {
    private static final Logger LOG = Logger.getLogger(RefusedAccess.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Pattern COUNT = Pattern.compile("errorstat_(\\w+):count=(\\d+)");
    private static final Map<String, String> MEANINGS = Map.of(
            "NOAUTH", "no user was named",
            "WRONGPASS", "a user or password was wrong, or the user is off",
            "NOPERM", "the user may not do that");

    private final RedisBatch redis;
    private final DataMetrics metrics;
    private final LongSupplier nanoTime;
    private Map<String, Long> known;
    private long lookedAt;

    /** One that has not looked yet. */
    @Inject
    public RefusedAccess(RedisBatch redis, DataMetrics metrics) {
        this(redis, metrics, System::nanoTime);
    }

    RefusedAccess(RedisBatch redis, DataMetrics metrics, LongSupplier nanoTime) {
        this.redis = redis;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks every ten seconds, however often it is called. What was refused before the first look is not told.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when Redis does not answer
     */
    public void look() {
        long now = nanoTime.getAsLong();
        if (known != null && now - lookedAt < LOOK_NANOS) {
            return;
        }
        Map<String, Long> counts = counts();
        if (known != null) {
            counts.forEach((reason, count) -> tell(reason, count - before(reason, count)));
        }
        known = counts;
        lookedAt = now;
    }

    /** A Redis that was started again counts from 0. */
    private long before(String reason, long count) {
        long before = known.getOrDefault(reason, 0L);
        return before > count ? 0 : before;
    }

    private void tell(String reason, long more) {
        if (more > 0) {
            metrics.redisRefused(reason, more);
            LOG.warnf("redis refused somebody reason=%s (%s) times=%d", reason, MEANINGS.get(reason), more);
        }
    }

    private Map<String, Long> counts() {
        Matcher found =
                COUNT.matcher(redis.sendRepeatable(Request.cmd(Command.INFO).arg("errorstats"))
                        .toString());
        Map<String, Long> counts = new HashMap<>();
        while (found.find()) {
            if (MEANINGS.containsKey(found.group(1))) {
                counts.put(found.group(1), Long.parseLong(found.group(2)));
            }
        }
        return counts;
    }
}
