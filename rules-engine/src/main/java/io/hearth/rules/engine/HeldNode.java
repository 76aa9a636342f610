package io.hearth.rules.engine;

import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Pacing;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A part of a condition with delays of its own: the same states as a rule's, of which only active or not is seen. */
final class HeldNode extends Node {
    private final Node part;
    private final StateMachine machine;
    private RuleState state;

    HeldNode(Node part, Delays delays, long now) {
        this.part = part;
        this.machine = StateMachine.of(delays, Pacing.NONE);
        this.state = new RuleState.Unknown(Sample.timeOf(now));
    }

    @Override
    Truth look(long at, boolean anew) {
        state = machine.after(state, part.look(at, anew), Sample.timeOf(at));
        return switch (state) {
            case RuleState.Unknown _ -> Truth.UNKNOWN;
            case RuleState.Normal _, RuleState.Pending _ -> Truth.FALSE;
            case RuleState.Active _, RuleState.Clearing _ -> Truth.TRUE;
        };
    }

    @Override
    long deadline() {
        long own = state.deadline().map(Sample::originOf).orElse(Timed.NEVER);
        return Math.min(own, part.deadline());
    }

    @Override
    void attach() {
        part.attach();
    }

    @Override
    void meet() {
        part.meet();
    }

    @Override
    void detach() {
        part.detach();
    }

    @Override
    void signals(Consumer<Signal> each) {
        part.signals(each);
    }

    @Override
    void remember(List<String> words) {
        words.add(StateText.word(state));
        part.remember(words);
    }

    @Override
    void recall(Iterator<String> words) {
        if (words.hasNext()) {
            state = StateText.ofWord(words.next()).map(machine::adopt).orElse(state);
        }
        part.recall(words);
    }

    @Override
    void anew(long at) {
        state = machine.anew(state, Sample.timeOf(at));
        part.anew(at);
    }

    @Override
    void setBack(long at) {
        state = machine.setBack(state, Sample.timeOf(at));
        part.setBack(at);
    }

    @Override
    void resume(long at, long grace) {
        state = machine.resume(state, Sample.timeOf(at), Duration.ofNanos(grace));
        part.resume(at, grace);
    }

    @Override
    long lasts() {
        return part.deadline() == deadline() ? part.lasts() : StateMachine.lasts(state);
    }
}
