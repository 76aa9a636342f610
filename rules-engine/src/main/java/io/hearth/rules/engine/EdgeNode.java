package io.hearth.rules.engine;

import io.hearth.rules.limit.Bounds;
import io.hearth.rules.limit.LimitIndex;
import io.hearth.rules.limit.Zone;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A limit among those of its track, with its memory. It is told when it is crossed, and looks at nothing by itself. */
final class EdgeNode extends Node implements LimitIndex.Limited {
    private final Watch watch;
    private final Source source;
    private final Bounds edge;
    /** Whether the condition is that the limit is not passed. */
    private final boolean inverted;

    private boolean seen;
    private boolean beyond;

    EdgeNode(Watch watch, Source source, Bounds edge, boolean inverted) {
        this.watch = watch;
        this.source = source;
        this.edge = edge;
        this.inverted = inverted;
        this.beyond = inverted;
    }

    @Override
    public Bounds limit() {
        return edge;
    }

    /** As its track keeps it once it has seen a value. */
    LimitIndex.Entry<EdgeNode> asSeen() {
        return new LimitIndex.Entry<>(this, beyond);
    }

    /** Something about it is about to change. */
    void touch(long time) {
        watch.touch(time);
    }

    /** The value came to lie here. */
    void see(Zone zone) {
        seen = true;
        switch (zone) {
            case BEYOND -> beyond = true;
            case CLEAR -> beyond = false;
            case BAND -> {}
        }
    }

    @Override
    void meet() {
        if (isMet()) {
            see(edge.zone(source.track().value()));
        }
    }

    /** Whether its value is known already. */
    boolean isMet() {
        return !source.track().value().isNaN();
    }

    /** Whether its value can move while nobody can say: a window slides also when the sensor is silent. */
    boolean movesUnseen() {
        return source.silence().isPresent() && !source.isPlain();
    }

    @Override
    Truth look(long at, boolean anew) {
        return seen && !source.track().isBlank() && !source.isStale() ? Truth.of(beyond != inverted) : Truth.UNKNOWN;
    }

    @Override
    void attach() {
        source.track().add(this);
        source.attach(watch);
    }

    @Override
    void detach() {
        source.track().remove(this);
        source.detach(watch);
    }

    @Override
    void signals(Consumer<Signal> each) {
        each.accept(source.signal());
    }

    @Override
    void remember(List<String> words) {
        words.add(seen ? (beyond ? "1" : "0") : "-");
    }

    @Override
    void recall(Iterator<String> words) {
        switch (words.hasNext() ? words.next() : "-") {
            case "1" -> recall(true);
            case "0" -> recall(false);
            default -> {}
        }
    }

    void recall(boolean wasBeyond) {
        seen = true;
        beyond = wasBeyond;
    }
}
