package io.hearth.rules.engine;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** All of several conditions, or any. */
final class GroupNode extends Node {
    private final List<Node> parts;
    private final boolean any;

    GroupNode(List<Node> parts, boolean any) {
        this.parts = parts;
        this.any = any;
    }

    @Override
    Truth look(long at, boolean anew) {
        Truth truth = Truth.of(!any);
        // All of them, also when it is decided: those with a clock must see the time.
        for (Node part : parts) {
            Truth known = part.look(at, anew);
            truth = any ? truth.or(known) : truth.and(known);
        }
        return truth;
    }

    @Override
    long deadline() {
        long first = Timed.NEVER;
        for (Node part : parts) {
            first = Math.min(first, part.deadline());
        }
        return first;
    }

    @Override
    void attach() {
        parts.forEach(Node::attach);
    }

    @Override
    void meet() {
        parts.forEach(Node::meet);
    }

    @Override
    void detach() {
        parts.forEach(Node::detach);
    }

    @Override
    void signals(Consumer<Signal> each) {
        parts.forEach(part -> part.signals(each));
    }

    @Override
    void remember(List<String> words) {
        parts.forEach(part -> part.remember(words));
    }

    @Override
    void recall(Iterator<String> words) {
        parts.forEach(part -> part.recall(words));
    }

    @Override
    void anew(long at) {
        parts.forEach(part -> part.anew(at));
    }

    @Override
    void setBack(long at) {
        parts.forEach(part -> part.setBack(at));
    }

    @Override
    void resume(long at, long grace) {
        parts.forEach(part -> part.resume(at, grace));
    }

    @Override
    long lasts() {
        Node first = parts.getFirst();
        for (Node part : parts) {
            first = part.deadline() < first.deadline() ? part : first;
        }
        return first.lasts();
    }
}
