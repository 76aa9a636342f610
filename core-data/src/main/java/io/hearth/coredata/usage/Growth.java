package io.hearth.coredata.usage;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast what is stored grows, by what it took at earlier times: {@code cd:usage} keeps one measurement an hour, of a month.
 * What retention removes is in it: a store that is full and stays so does not grow.
 */
@Singleton
public class Growth {
    private static final String KEY = "cd:usage";
    private static final int KEPT = 31 * 24;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** A shorter time says nothing about a day. */
    private static final long SHORTEST = Duration.ofMinutes(10).toMillis();

    private final RedisBatch redis;

    Growth(RedisBatch redis) {
        this.redis = redis;
    }

    private record Measured(long millis, long octets) {
        static Measured parse(Response entry) {
            return new Measured(
                    Long.parseLong(entry.get(0).toString().split("-")[0]),
                    entry.get(1).get(1).toLong());
        }
    }

    /** Whether it is time to measure again. */
    boolean isDue() {
        Response newest = redis.sendRepeatable(Request.cmd(Command.XREVRANGE)
                .arg(KEY)
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(1));
        return newest.size() == 0 || Clock.systemUTC().millis() - Measured.parse(newest.get(0)).millis >= HOUR;
    }

    /** Notes what everything takes now, in octets. */
    void note(long octets) {
        redis.sendRepeatable(Request.cmd(Command.XADD)
                .arg(KEY)
                .arg("MAXLEN")
                .arg("~")
                .arg(KEPT)
                .arg("*")
                .arg("b")
                .arg(octets));
    }

    /** Octets a day, from the oldest measurement of the last day until now; empty when there is none that is old enough. */
    Optional<Long> perDay(long octetsNow) {
        long now = Clock.systemUTC().millis();
        Response oldest = redis.sendRepeatable(Request.cmd(Command.XRANGE)
                .arg(KEY)
                .arg(now - DAY - HOUR)
                .arg("+")
                .arg("COUNT")
                .arg(1));
        if (oldest.size() == 0) {
            return Optional.empty();
        }
        Measured then = Measured.parse(oldest.get(0));
        long elapsed = now - then.millis;
        return elapsed < SHORTEST
                ? Optional.empty()
                : Optional.of(Math.round((double) (octetsNow - then.octets) * DAY / elapsed));
    }
}
