package io.hearth.rules.engine;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.rules.engine.RuleState.Active;
import io.hearth.rules.engine.RuleState.Clearing;
import io.hearth.rules.engine.RuleState.Normal;
import io.hearth.rules.engine.RuleState.Pending;
import io.hearth.rules.engine.RuleState.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A watch as it is stored: the label of its state and since when, in ns, and then words {@code name=value}. Words that are
 * not known are passed over, and a text that says no state is as if nothing had been stored, so that an older or a newer
 * version can read it.
 */
final class StateText {
    private static final String UNTIL = "until";
    private static final String CLEARED = "cleared";
    private static final String RAISED = "raised";
    private static final String REPEAT = "repeat";
    private static final String BEFORE = "before";
    private static final String MEMORY = "memory";
    private static final String DECIDED = "decided";

    private StateText() {}

    /** Under which name a watch is stored: that of an only device is the rule's alone. */
    static String field(Watch watch) {
        return field(watch.rule(), watch.subject());
    }

    static String field(WatchedRule rule, String subject) {
        String name = rule.rule().watch();
        return rule.isGroup() ? name + "/" + NameEscape.escape(subject) : name;
    }

    /** The rule's watch that a name says. */
    static String watchOf(String field) {
        int slash = field.indexOf('/');
        return slash < 0 ? field : field.substring(0, slash);
    }

    /** The device that the name of a group's watch says; empty for an only device. */
    static Optional<String> subjectOf(String field) {
        int slash = field.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(NameEscape.unescape(field.substring(slash + 1)));
    }

    static String write(Watch watch) {
        StringBuilder text = new StringBuilder(write(watch.state(), ' '));
        String memory = memory(watch.root());
        if (!memory.isEmpty()) {
            text.append(' ').append(MEMORY).append('=').append(memory);
        }
        watch.pace()
                .ifPresent(pace -> pace.remember((name, value) ->
                        text.append(' ').append(name).append('=').append(value)));
        watch.decidedAt()
                .ifPresent(at -> text.append(' ').append(DECIDED).append('=').append(at));
        return text.toString();
    }

    /** What the parts of a condition remember, in their order. */
    static String memory(Node root) {
        List<String> words = new ArrayList<>(2);
        root.remember(words);
        return String.join(",", words);
    }

    /** Puts a watch into what a text says; false when it says nothing. */
    static boolean read(String text, Watch watch) {
        String[] words = text.split(" ");
        Optional<RuleState> state = read(words);
        state.ifPresent(known -> {
            Map<String, String> named = named(words);
            watch.goOn(known, Pace.recall(name -> number(named.get(name))), number(named.get(DECIDED)));
            if (named.containsKey(MEMORY)) {
                watch.root().recall(List.of(named.get(MEMORY).split(",")).iterator());
            } else if (watch.root() instanceof EdgeNode edge && !(known instanceof Unknown)) {
                // Written before there was more than a limit to remember.
                edge.recall(known.isActive());
            }
        });
        return state.isPresent();
    }

    /** A state as one word. */
    static String word(RuleState state) {
        return write(state, ':');
    }

    static Optional<RuleState> ofWord(String word) {
        return read(word.split(":"));
    }

    private static String write(RuleState state, char space) {
        StringBuilder text = new StringBuilder(state.label()).append(space).append(ns(state.since()));
        switch (state) {
            case Unknown(var _, Optional<RuleState> before) ->
                before.ifPresent(was -> text.append(space)
                        .append(BEFORE)
                        .append('=')
                        .append(write(was, '/').replace('=', '~')));
            case Normal normal -> normal.cleared().ifPresent(at -> append(text, space, CLEARED, at));
            case Pending pending -> {
                append(text, space, UNTIL, pending.until());
                pending.cleared().ifPresent(at -> append(text, space, CLEARED, at));
            }
            case Active active -> {
                append(text, space, RAISED, active.raised());
                active.repeat().ifPresent(at -> append(text, space, REPEAT, at));
            }
            case Clearing clearing -> {
                append(text, space, UNTIL, clearing.until());
                append(text, space, RAISED, clearing.raised());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, char space, String name, Instant at) {
        text.append(space).append(name).append('=').append(ns(at));
    }

    private static long ns(Instant time) {
        return Sample.originOf(time);
    }

    private static Optional<RuleState> read(String[] words) {
        Optional<Instant> begun = words.length < 2 ? Optional.empty() : time(words[1]);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Instant since = begun.get();
        Map<String, String> named = named(words);
        Instant raised = time(named.get(RAISED)).orElse(since);
        Optional<Instant> until = time(named.get(UNTIL));
        Optional<Instant> cleared = time(named.get(CLEARED));
        return switch (words[0]) {
            case "UNKNOWN" ->
                Optional.of(new Unknown(
                        since,
                        Optional.ofNullable(named.get(BEFORE))
                                .flatMap(was -> read(was.replace('~', '=').split("/")))
                                .filter(was -> was instanceof Normal || was instanceof Active)));
            case "NORMAL" -> Optional.of(new Normal(since, cleared));
            case "PENDING" -> until.map(end -> new Pending(since, end, cleared));
            case "ACTIVE" -> Optional.of(new Active(since, raised, time(named.get(REPEAT))));
            case "CLEARING" -> until.map(end -> new Clearing(since, end, raised));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> named(String[] words) {
        Map<String, String> named = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                named.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return named;
    }

    private static Optional<Instant> time(String text) {
        return number(text).map(Sample::timeOf);
    }

    private static Optional<Long> number(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
