package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A signal that rules watch: its newest reading, and all that is measured of it. Guarded by the evaluator's lock. */
final class Signal {
    private static final long ON_THE_WAY = Duration.ofSeconds(1).toNanos();

    private final SignalKey key;
    private final Timers timers;
    private final Track newest = new Track();
    private final Source plain = new Source(this, newest, Optional.empty());
    private List<WindowTrack> windows = List.of();
    private List<Silence> silences = List.of();
    private List<Watch> listeners = List.of();
    private Optional<Sample> last = Optional.empty();
    private long readings;
    private int watches;

    Signal(SignalKey key, Optional<Sample> last, Timers timers) {
        this.key = key;
        this.timers = timers;
        this.last = last;
        last.ifPresent(sample -> newest.begin(sample.value()));
    }

    SignalKey key() {
        return key;
    }

    Optional<Sample> last() {
        return last;
    }

    boolean hasReported() {
        return last.isPresent();
    }

    /** The origin of the newest reading. */
    long lastOrigin() {
        return last.orElseThrow().origin();
    }

    /** How many readings were taken since the signal is watched. */
    long readings() {
        return readings;
    }

    /** One more rule is held against it for a device. */
    void watched() {
        watches++;
    }

    void unwatched() {
        watches--;
    }

    /** How many rules are held against it, each counted for each of its devices. */
    int watches() {
        return watches;
    }

    Track newest() {
        return newest;
    }

    /** The newest value, of any age: where most conditions take theirs from. */
    Source plain() {
        return plain;
    }

    /** What a window makes of the signal; shared by all who look through the same one. */
    Track through(Window window, int most) {
        return windows.stream()
                .filter(track -> track.window().equals(window))
                .findFirst()
                .orElseGet(() -> {
                    WindowTrack track = new WindowTrack(window, most, timers);
                    windows = added(windows, track);
                    return track;
                });
    }

    List<WindowTrack> windows() {
        return windows;
    }

    /**
     * Puts readings from before a start back into the windows.
     *
     * @param asOf until when it is known that there were no others, in ns
     */
    void refill(List<Sample> readings, long asOf) {
        if (hasReported()) {
            windows.forEach(window -> window.refill(readings, asOf));
        }
        arm();
    }

    /** How much of the past the windows look at. */
    WindowSpan span() {
        WindowSpan span = WindowSpan.NONE;
        for (WindowTrack track : windows) {
            span = span.and(track.window());
        }
        return span;
    }

    Silence silence(Duration after, long asOf) {
        return silences.stream()
                .filter(silence -> silence.lasts(after))
                .findFirst()
                .orElseGet(() -> {
                    Silence silence = new Silence(this, after, asOf);
                    silences = added(silences, silence);
                    return silence;
                });
    }

    /** Tells of each reading, before it counts. */
    void listen(Watch watch) {
        listeners = added(listeners, watch);
    }

    void unlisten(Watch watch) {
        listeners.remove(watch);
    }

    private static <T> List<T> added(List<T> list, T item) {
        List<T> grown = list.isEmpty() ? new ArrayList<>(1) : list;
        grown.add(item);
        return grown;
    }

    /** Forgets what nobody watches any more. */
    boolean isUnwatched() {
        if (!windows.isEmpty()) {
            windows.removeIf(Track::isUnwatched);
        }
        if (!silences.isEmpty()) {
            silences.removeIf(Silence::isUnwatched);
        }
        return newest.isUnwatched() && windows.isEmpty() && silences.isEmpty() && listeners.isEmpty();
    }

    /** The clock was set back to this time: a reading from later was taken just before, as the next may be on its way. */
    void setBack(long at) {
        long before = at - ON_THE_WAY;
        last = last.map(sample -> sample.origin() > before
                ? new Sample(sample.signal(), before, sample.text(), sample.value(), sample.kind())
                : sample);
        arm();
    }

    /** Begins to wait for what happens when no reading comes. */
    void arm() {
        silences.forEach(timers::arm);
        windows.forEach(WindowTrack::arm);
    }

    /** Takes a reading that is newer than the last one. */
    void take(Sample sample) {
        long time = sample.origin();
        each(silences, silence -> silence.broken(time));
        each(listeners, watch -> watch.touch(time));
        last = Optional.of(sample);
        readings++;
        newest.take(sample.kind() == Sample.Kind.NUMBER ? sample.value() : Quantity.NOT_A_NUMBER, time);
        each(windows, window -> window.take(sample));
        each(silences, timers::arm);
    }

    private static <T> void each(List<T> list, Consumer<T> action) {
        if (!list.isEmpty()) {
            list.forEach(action);
        }
    }
}
