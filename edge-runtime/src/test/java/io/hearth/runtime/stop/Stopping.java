package io.hearth.runtime.stop;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Optional;

/** The process stops, for tests outside of this package: until it is closed, and then it does not. */
public final class Stopping implements AutoCloseable {
    /** All that a stop waits for has to be over within this. */
    public Stopping(Duration whole) {
        StopDeadline process = new StopDeadline(whole, Optional.empty());
        process.starts(new StartupEvent());
        process.stops(new ShutdownEvent());
    }

    @Override
    public void close() {
        StopDeadline.forget();
    }
}
