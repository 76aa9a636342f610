package io.hearth.rules.engine;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.rule.KnownRule;
import io.vertx.mutiny.redis.client.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** All who take part in what the engine decides, in their order. */
final class Participants {
    private static final Logger LOG = Logger.getLogger(Participants.class);

    private final List<Participant> all;

    Participants(List<Participant> all) {
        this.all = List.copyOf(all);
    }

    /** What they want stored with these; nothing with none. */
    List<Request> toStore(List<Transition> transitions) {
        List<Request> requests = new ArrayList<>();
        if (!transitions.isEmpty()) {
            all.forEach(participant -> requests.addAll(participant.toStore(transitions)));
        }
        return requests;
    }

    /** These are stored. */
    void stored(List<Transition> transitions) {
        if (!transitions.isEmpty()) {
            all.forEach(participant -> participant.stored(transitions));
        }
    }

    /** Readings came. One who cannot bear them must not keep them from the rules: they would come again for ever. */
    void seen(List<Sample> samples) {
        for (Participant participant : all) {
            try {
                participant.seen(samples);
            } catch (RuntimeException unforeseen) {
                Faults.noted("readings seen by " + participant.getClass().getSimpleName(), unforeseen);
            }
        }
    }

    /** Whether one must see the readings of a device that is looked after elsewhere. */
    boolean hear(String device) {
        return all.stream().anyMatch(participant -> participant.hears(device));
    }

    /** The rules that are evaluated from now on. */
    void loaded(Collection<KnownRule> enabled) {
        all.forEach(participant -> participant.loaded(enabled));
    }

    /** What is told is stored and holds already: one who cannot take it up keeps it neither from the others nor from whoever said it. */
    void tell(Consumer<Participant> what) {
        for (Participant participant : all) {
            try {
                what.accept(participant);
            } catch (RuntimeException failed) {
                LOG.errorf(
                        failed,
                        "a change of a rule is not taken up as a whole by=%s",
                        participant.getClass().getSimpleName());
            }
        }
    }
}
