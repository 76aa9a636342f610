package io.hearth.rules.engine;

import java.util.List;

/** Readings on their way through the rules, which takes several steps when they change much: each is stored before the next. */
final class Pass {
    private final List<Sample> samples;
    private int next;

    /** Of these readings, none of which was looked at. */
    Pass(List<Sample> samples) {
        this.samples = samples;
    }

    boolean hasNext() {
        return next < samples.size();
    }

    Sample next() {
        return samples.get(next++);
    }

    /** The one that was next last. */
    Sample last() {
        return samples.get(next - 1);
    }

    /** Whether the next was measured together with the last one. */
    boolean goesOnTogether() {
        return hasNext() && samples.get(next).isTogetherWith(last());
    }
}
