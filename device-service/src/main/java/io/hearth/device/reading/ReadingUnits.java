package io.hearth.device.reading;

import io.hearth.device.DeviceConfig;
import io.hearth.runtime.live.LiveConfig;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** EdgeX's {@code Writable/Reading/ReadingUnits}: with it off, readings go without their unit. */
@Singleton
public class ReadingUnits implements UnaryOperator<String> {
    private final Supplier<Boolean> wanted;

    ReadingUnits(LiveConfig live, DeviceConfig config) {
        this.wanted = live.follow(
                config.serviceKey().value(),
                "Writable/Reading/ReadingUnits",
                LiveConfig::flag,
                config.reading().readingUnits());
    }

    /** The unit as a reading carries it now, empty for none. */
    @Override
    public String apply(String units) {
        return wanted.get() ? units : "";
    }
}
