package io.hearth.rules;

import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Settled;
import java.time.Instant;

/** Lets cool-downs count from firings whose actions succeeded, and from no others. */
record CoolDowns(Engine engine) implements ActionListener {
    @Override
    public void succeeds(Intent intent, Instant at) {
        engine.settled(
                new Settled(intent.ruleId(), intent.watch(), intent.source(), intent.origin(), intent.index(), at));
    }

    @Override
    public void done(Intent intent, Instant at) {}

    @Override
    public void failed(FailedAction failed) {}

    @Override
    public void unconfirmed(Intent intent, String reason) {}
}
