package io.hearth.rules.engine;

import io.hearth.rules.rule.Window;
import io.hearth.rules.window.WindowBuffer;
import java.util.List;

/** What a window makes of a signal's readings, shared by all rules that look through the same window. */
final class WindowTrack extends Track {
    private final Window window;
    private final WindowBuffer buffer;
    private final Timers timers;
    private final Timed slide = new Timed() {
        @Override
        long deadline() {
            return buffer.leaves();
        }

        @Override
        void due(long deadline, long now) {
            slideTo(deadline);
        }

        @Override
        long lasts() {
            return ((Window.Extent.Lasting) window.extent()).duration().toNanos();
        }
    };

    WindowTrack(Window window, int most, Timers timers) {
        this.window = window;
        this.buffer = new WindowBuffer(window, most);
        this.timers = timers;
    }

    Window window() {
        return window;
    }

    long cutOff() {
        return buffer.cutOff();
    }

    /** Readings from before a start, and until when it is known that there were no others. */
    void refill(List<Sample> readings, long asOf) {
        readings.forEach(sample -> buffer.add(sample.origin(), sample.value()));
        buffer.slide(asOf);
        begin(buffer.value());
    }

    void arm() {
        timers.arm(slide);
    }

    private void slideTo(long time) {
        buffer.slide(time);
        take(buffer.value(), time);
    }

    void take(Sample sample) {
        // What leaves the window before this reading comes counts before it.
        while (buffer.leaves() < sample.origin()) {
            slideTo(buffer.leaves());
        }
        buffer.add(sample.origin(), sample.value());
        take(buffer.value(), sample.origin());
        timers.arm(slide);
    }
}
