package io.hearth.rules.engine;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A condition that looks at its values whenever one of them comes. */
abstract class ValueNode extends Node {
    private final Watch watch;
    private final List<Source> sources;
    private Truth truth = Truth.UNKNOWN;
    private boolean looked;

    ValueNode(Watch watch, List<Source> sources) {
        this.watch = watch;
        this.sources = sources;
    }

    /** What the values say now, at this time in ns. */
    abstract Truth judge(long at);

    final Watch watch() {
        return watch;
    }

    @Override
    final Truth look(long at, boolean anew) {
        if (anew || !looked) {
            truth = judge(at);
            looked = true;
        }
        return truth;
    }

    @Override
    final void attach() {
        sources.forEach(source -> {
            source.track().listen(watch);
            source.attach(watch);
        });
    }

    @Override
    final void detach() {
        sources.forEach(source -> {
            source.track().unlisten(watch);
            source.detach(watch);
        });
    }

    @Override
    final void signals(Consumer<Signal> each) {
        sources.forEach(source -> each.accept(source.signal()));
    }

    @Override
    void remember(List<String> words) {}

    @Override
    void recall(Iterator<String> words) {}
}
