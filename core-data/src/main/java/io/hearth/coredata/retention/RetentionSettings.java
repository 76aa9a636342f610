package io.hearth.coredata.retention;

import io.hearth.contracts.value.GoDuration;
import io.hearth.coredata.CoreData;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.live.LiveConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * EdgeX's {@code Retention} of core-data as it is in force: what the process was started with, until core-keeper has another
 * value. A text that is none is refused, and what held before goes on.
 */
@Singleton
class RetentionSettings {
    private final Supplier<Duration> interval;
    private final Supplier<Long> maxCap;
    private final Supplier<Long> minCap;
    private final Supplier<Duration> duration;

    RetentionSettings(LiveConfig live, DataConfig config) {
        DataConfig.Retention start = config.retention();
        interval = duration(live, "Interval", start.interval());
        maxCap = live.follow(CoreData.KEY, "Retention/DefaultMaxCap", RetentionSettings::number, start.defaultMaxCap());
        minCap = live.follow(CoreData.KEY, "Retention/DefaultMinCap", RetentionSettings::number, start.defaultMinCap());
        duration = duration(live, "DefaultDuration", start.defaultDuration());
    }

    private static Supplier<Duration> duration(LiveConfig live, String name, String atStart) {
        return live.follow(
                CoreData.KEY, "Retention/" + name, text -> GoDuration.parse(text.trim()), GoDuration.parse(atStart));
    }

    /** Negative ones mean something to EdgeX, see {@link RetentionRule}. */
    private static Long number(String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("allowed is a whole number, -1 for no such bound");
        }
    }

    /** How often old events are looked for; zero and less for never. */
    Duration interval() {
        return interval.get();
    }

    /** The rule where nobody has given one: the numbers as they are, a 0 too. */
    RetentionRule defaults() {
        return new RetentionRule(maxCap.get(), minCap.get(), duration.get());
    }
}
