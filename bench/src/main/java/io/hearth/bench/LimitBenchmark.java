package io.hearth.bench;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.LimitIndex;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.limit.Zone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A reading against N limits on its resource: with the index, whose cost is that of what is crossed, beside asking every limit.
 * The signal wanders around 20 degrees, the limits lie between 0 and 100.
 */
@State(Scope.Thread)
public class LimitBenchmark {
    private static final int SIGNAL = 4096;

    /** How many rules watch the resource. */
    @Param({"1", "1000", "10000"})
    private int rules;

    private LimitIndex<Ours> index = LimitIndex.empty();
    private final List<Limit> limits = new ArrayList<>();
    private final Quantity[] signal = new Quantity[SIGNAL];
    private int at;
    private int crossed;

    private record Ours(Limit limit) implements LimitIndex.Limited {}

    /** The limits, and a signal that is the same in every run. */
    @Setup
    public void limits() {
        List<LimitIndex.Entry<Ours>> entries = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            BigDecimal limit = BigDecimal.valueOf(100L * (i + 1), 0)
                    .divide(BigDecimal.valueOf(rules + 1L), 6, java.math.RoundingMode.HALF_UP);
            Limit below = new Limit(Limit.Side.BELOW, limit, new Limit.Clearing.At(limit.add(new BigDecimal("0.5"))));
            limits.add(below);
            // As the signal's first value finds it.
            entries.add(new LimitIndex.Entry<>(new Ours(below), below.zone(Quantity.of(20)) == Zone.BEYOND));
        }
        index = LimitIndex.<Ours>empty().with(entries);
        for (int i = 0; i < SIGNAL; i++) {
            signal[i] = Quantity.of(20 + 0.01 * Math.sin(i * 2 * Math.PI / SIGNAL));
        }
    }

    /** Ours. */
    @Benchmark
    public int indexed() {
        index = index.move(signal[at++ & SIGNAL - 1], (rule, zone) -> crossed++);
        return crossed;
    }

    /** What it compares with. */
    @Benchmark
    public int everyLimit() {
        Quantity value = signal[at++ & SIGNAL - 1];
        for (Limit limit : limits) {
            if (value.compareTo(Quantity.of(limit.at())) < 0) {
                crossed++;
            }
        }
        return crossed;
    }
}
