package io.hearth.rules.replica;

import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import java.util.function.Supplier;

/**
 * Brings nothing any more when the turn is over. What was on its way then comes again from the one who has taken over, under
 * the same command id.
 */
public final class CourierInTurn implements Courier {
    private final Courier courier;
    private final Turn turn;

    /** With who brings it as long as the turn lasts. */
    public CourierInTurn(Courier courier, Turn turn) {
        this.courier = courier;
        this.turn = turn;
    }

    @Override
    public Outcome deliver(Intent intent) {
        return whileItLasts(() -> courier.deliver(intent));
    }

    @Override
    public Outcome lookAt(Intent intent) {
        return whileItLasts(() -> courier.lookAt(intent));
    }

    private Outcome whileItLasts(Supplier<Outcome> attempt) {
        return turn.lasts() ? attempt.get() : new Outcome.Later("another replica of the rules engine is at work");
    }
}
