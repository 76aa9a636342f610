package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What readings and time have changed and what is not stored yet. Filled by evaluation, emptied once it is stored. */
public final class Changes {
    private final int room;
    private final Map<SignalKey, Sample> seen = new LinkedHashMap<>();
    private final List<Seen> through = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final Map<String, StoredState> states = new LinkedHashMap<>();

    /** A watch as it is to be stored, for the partition of its device. */
    record StoredState(String subject, String text) {}

    /** A reading that windows look at, and for how long or how many of them. */
    record Seen(Sample sample, WindowSpan span) {}

    /** None yet, and room for any number. */
    public Changes() {
        this(Integer.MAX_VALUE);
    }

    /** None yet, and room for about so many watches and readings of windows: evaluation stops where it is {@link #isFull full}. */
    Changes(int room) {
        this.room = room;
    }

    /** Whether these are stored before there are more. */
    boolean isFull() {
        return Math.max(through.size(), Math.max(transitions.size(), states.size())) >= room;
    }

    void seen(Sample sample) {
        seen.put(sample.signal(), sample);
    }

    void through(Sample sample, WindowSpan span) {
        through.add(new Seen(sample, span));
    }

    void add(Transition transition) {
        transitions.add(transition);
    }

    void state(Watch watch) {
        states.put(StateText.field(watch), new StoredState(watch.subject(), StateText.write(watch)));
    }

    /** The newest reading of each signal that rules watch. */
    Map<SignalKey, Sample> seen() {
        return seen;
    }

    /** The readings that windows look at. */
    List<Seen> through() {
        return through;
    }

    /** In the order in which they came about. */
    public List<Transition> transitions() {
        return transitions;
    }

    /** What watches have come to, by the name under which they are stored. */
    Map<String, StoredState> states() {
        return states;
    }

    boolean isEmpty() {
        return seen.isEmpty() && isMerelySeen();
    }

    /** Whether nothing has come of it: that readings were seen, which is stored lest they count twice, can wait for what comes next. */
    boolean isMerelySeen() {
        return states.isEmpty() && transitions.isEmpty();
    }

    /** Adds what was merely seen before, to be stored with these. */
    void addEarlier(Changes earlier) {
        earlier.seen.forEach(seen::putIfAbsent);
        through.addAll(0, earlier.through);
    }
}
