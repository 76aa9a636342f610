package io.hearth.rules.engine;

import io.hearth.rules.action.Actions;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.rule.Firing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Devices that come, change or go, until the rules' selectors were asked anew and what that brings about is stored. Guarded by the
 * engine's turn.
 */
final class SubjectChanges {
    private static final Logger LOG = Logger.getLogger(SubjectChanges.class);

    private final Evaluator evaluator;
    private final StateStore store;
    private final Actions actions;
    private final Participants participants;
    private final Decisions decisions;
    /** Devices that have changed and were not looked at yet. */
    private ChangedDevices moved = ChangedDevices.NONE;
    /** Of whom the states are dropped once what they leave behind is stored. */
    private List<Watchlist.Gone> leaving = List.of();

    SubjectChanges(
            Evaluator evaluator, StateStore store, Actions actions, Participants participants, Decisions decisions) {
        this.evaluator = evaluator;
        this.store = store;
        this.actions = actions;
        this.participants = participants;
        this.decisions = decisions;
    }

    /** Devices have come, changed or gone. */
    void note(ChangedDevices which) {
        moved = moved.and(which);
    }

    /** Whether the selectors are to be asked. */
    boolean areDue() {
        return !moved.isNone();
    }

    /**
     * Asks them. For a device that is no longer one of a rule's, what waits is not done any more, but for what undoes something,
     * and what the rule was active for is over. All that was decided before must be stored.
     */
    void decide() {
        ChangedDevices which = moved;
        moved = ChangedDevices.NONE;
        List<Watchlist.Gone> gone = new ArrayList<>();
        decisions.decide(changes -> gone.addAll(evaluator.subjectsChanged(which, changes)));
        withdraw(gone);
        gone.forEach(this::letGo);
        List<Watchlist.Gone> all = new ArrayList<>(leaving);
        all.addAll(gone);
        leaving = all;
    }

    private void withdraw(List<Watchlist.Gone> gone) {
        Map<List<Object>, Boolean> exist = new HashMap<>();
        gone.forEach(one -> exist.put(List.of(one.rule().id(), one.subject()), one.exists()));
        if (!exist.isEmpty()) {
            actions.withdraw(intent -> Optional.ofNullable(exist.get(List.<Object>of(intent.ruleId(), intent.source())))
                    .filter(exists -> !intent.undoes() || !exists && intent.isFor(intent.source()))
                    .isPresent());
        }
    }

    private void letGo(Watchlist.Gone gone) {
        // First, so that an alarm says that the device is gone, and not that its value is fine.
        participants.tell(participant -> participant.gone(gone.rule(), gone.subject()));
        if (!gone.exists()) {
            dropCommands(gone.rule().id(), gone.subject());
        }
    }

    /** Nobody can command a device that is deleted; all else is done. */
    private void dropCommands(UUID rule, String deleted) {
        decisions.drop(
                intent -> intent.ruleId().equals(rule) && intent.source().equals(deleted) && intent.isFor(deleted));
    }

    /** Of what was decided just now for devices of groups that were deleted while it was held back. */
    void dropCommandsToDeleted(List<Firing> heldBack) {
        heldBack.stream()
                .filter(evaluator::isForDeleted)
                .forEach(firing -> dropCommands(firing.rule().id(), firing.subject()));
    }

    /** Whether states are to be dropped. */
    boolean areLeaving() {
        return !leaving.isEmpty();
    }

    /** Drops them: what they leave behind is stored. */
    void drop() {
        List<Watchlist.Gone> gone = leaving;
        leaving = List.of();
        forget(gone);
    }

    /** Of these nothing is kept. By any thread. */
    void forget(List<Watchlist.Gone> gone) {
        gone.forEach(one -> decisions.forget(one.rule().id(), one.subject()));
        try {
            store.forget(gone);
        } catch (RuntimeException notNow) {
            // The next start finds states that belong to nothing, and removes them.
            LOG.debugf(notNow, "states of what is gone are still stored count=%d", gone.size());
        }
    }
}
