package io.hearth.rules.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the fence costs, as the ratio of two medians taken in turns. */
@Tag("long")
class FenceCostTest {
    private static final int ROUNDS = 1_000;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    /** The newest readings of so many devices, as the engine stores them. */
    private static List<Request> readings(int devices) {
        List<String> names =
                IntStream.range(0, devices).mapToObj(i -> "device-" + i).toList();
        return Partition.group(names, name -> name).entrySet().stream()
                .map(group -> Hashes.set(
                        group.getKey().readings(),
                        group.getValue().stream()
                                .collect(Collectors.toMap(
                                        name -> name + "/temperature",
                                        name -> "1767225600000000000 21.5".getBytes(StandardCharsets.UTF_8)))))
                .toList();
    }

    @Test
    void a_batch_of_a_thousand_readings_behind_a_fence_costs_about_what_a_transaction_costs() {
        redis.send(Request.cmd(Command.SET).arg(Fence.TURN).arg("1 run a"));
        double one = ratio(1);
        double thousand = ratio(1_000);

        System.out.printf(
                "fenced transaction against MULTI/EXEC: 1 reading %.2f, 1,000 readings %.2f%n", one, thousand);
        assertThat(thousand).isLessThan(1.15);
        assertThat(one).isLessThan(2);
    }

    private double ratio(int readings) {
        FencedRedis open = FencedRedis.open(redis);
        FencedRedis fenced = FencedRedis.behind(new Fence("1 run a", () -> {}), redis);
        long[] without = new long[ROUNDS];
        long[] with = new long[ROUNDS];
        for (int i = -ROUNDS / 2; i < ROUNDS; i++) {
            long plain = nanos(open, readings);
            long behind = nanos(fenced, readings);
            if (i >= 0) {
                without[i] = plain;
                with[i] = behind;
            }
        }
        System.out.printf(
                "%d readings: %d us plain, %d us fenced%n", readings, median(without) / 1000, median(with) / 1000);
        return (double) median(with) / median(without);
    }

    private static long nanos(FencedRedis redis, int readings) {
        List<Request> requests = readings(readings);
        long from = System.nanoTime();
        redis.transact(requests);
        return System.nanoTime() - from;
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
