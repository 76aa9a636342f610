package io.hearth.rules;

import io.hearth.rules.action.Proofs;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Transition;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;

/** Shows all readings to those who wait for the proof that a device obeyed. */
record ProvingReadings(Proofs proofs) implements Participant {
    @Override
    public void seen(List<Sample> samples) {
        for (Sample sample : samples) {
            if (!sample.isReport()) {
                proofs.seen(sample.signal(), sample.text(), sample.origin());
            }
        }
    }

    @Override
    public boolean hears(String device) {
        return proofs.awaits(device);
    }

    @Override
    public List<Request> toStore(List<Transition> transitions) {
        return List.of();
    }

    @Override
    public void stored(List<Transition> transitions) {}
}
