package io.hearth.rules.engine;

import io.hearth.rules.rule.Window;
import java.time.Duration;

/**
 * How much of a signal's past its windows look at, all together: what must survive a restart.
 *
 * @param duration for how long
 * @param count    or how many readings, whichever is more
 */
record WindowSpan(Duration duration, int count) {
    static final WindowSpan NONE = new WindowSpan(Duration.ZERO, 0);

    WindowSpan and(Window window) {
        return switch (window.extent()) {
            case Window.Extent.Lasting(Duration lasting) ->
                new WindowSpan(lasting.compareTo(duration) > 0 ? lasting : duration, count);
            case Window.Extent.Readings(int readings) -> new WindowSpan(duration, Math.max(readings, count));
        };
    }
}
