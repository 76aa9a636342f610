package io.hearth.rules.engine;

import io.hearth.rules.store.Share;
import io.hearth.runtime.bus.BusMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** Messages from the bus, as the readings that they bring. What is of no use here is passed over, and counted. */
final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Evaluator evaluator;
    private final Participants participants;
    private final Share share;
    private final LongAdder received = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder elsewhere = new LongAdder();
    private boolean lastWasUnreadable;

    Intake(Evaluator evaluator, Participants participants, Share share) {
        this.evaluator = evaluator;
        this.participants = participants;
        this.share = share;
    }

    /** The readings of these, in their order. By one thread at a time. */
    List<Sample> read(List<BusMessage> batch) {
        List<Sample> samples = new ArrayList<>();
        batch.forEach(message -> read(message, samples));
        return samples;
    }

    private void read(BusMessage message, List<Sample> into) {
        received.increment();
        if (isForOthers(message)) {
            elsewhere.increment();
            return;
        }
        switch (EventReader.read(message)) {
            case EventReader.Read.Samples(List<Sample> samples) -> {
                into.addAll(samples);
                lastWasUnreadable = false;
            }
            case EventReader.Read.Unreadable(String reason) -> {
                unreadable.increment();
                if (!lastWasUnreadable) {
                    LOG.warnf("message is not an event and is passed over topic=%s reason=%s", message.topic(), reason);
                }
                lastWasUnreadable = true;
            }
        }
    }

    /** What is of a device that is looked after elsewhere, and that nobody here listens to, is not even decoded. */
    private boolean isForOthers(BusMessage message) {
        if (share.isAll()) {
            return false;
        }
        return EventReader.device(message.topic())
                .filter(device -> !share.has(device))
                .filter(device -> !evaluator.hears(device))
                .filter(device -> !participants.hear(device))
                .isPresent();
    }

    /** How many messages came. */
    long received() {
        return received.sum();
    }

    /** How many were no events. */
    long unreadable() {
        return unreadable.sum();
    }

    /** How many were left to those who look after their devices. */
    long elsewhere() {
        return elsewhere.sum();
    }
}
