package io.hearth.rules;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.action.Proofs;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.figures.ActionCounts;
import io.hearth.rules.replica.CourierInTurn;
import io.hearth.rules.replica.Turn;
import java.time.Clock;

/**
 * What carries out the actions of rules in one turn.
 *
 * @param loops  keeps rules from feeding themselves
 * @param proofs the readings that are waited for
 * @param counts what became of actions, for each rule
 */
record ActionWork(Actions actions, LoopGuard loops, Proofs proofs, ActionCounts counts) {
    static ActionWork in(Turn turn, RulesConfig config, Ways ways, Clock clock) {
        ActionConfig bounds = config.actions();
        Proofs proofs = new Proofs(clock, bounds.confirm());
        RedisOutboxStore store = new RedisOutboxStore(turn.redis(), bounds.failedKept());
        CourierInTurn courier = new CourierInTurn(ways.proving(proofs), turn);
        Actions actions = new Actions(courier, store, bounds, clock);
        proofs.onFound(actions::lookNow);
        // Before any action is done: those that an earlier turn left are done once the rules are loaded.
        ActionCounts counts = new ActionCounts(config.maxRules(), clock);
        actions.listen(counts);
        return new ActionWork(actions, new LoopGuard(bounds.loops()), proofs, counts);
    }
}
