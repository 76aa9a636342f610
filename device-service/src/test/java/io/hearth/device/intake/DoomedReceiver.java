package io.hearth.device.intake;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** A process that receives, notes the origin, says it, and never acknowledges: made to be killed. */
final class DoomedReceiver {
    private DoomedReceiver() {}

    /** With the broker's port and the folder of the ledger. */
    public static void main(String[] arguments) {
        Path dir = Path.of(arguments[1]);
        OriginLedger ledger = OriginLedger.open(dir, new OriginClock(Clock.systemUTC()));
        HivemqBroker broker = new HivemqBroker(
                HivemqBrokerTest.config(Integer.parseInt(arguments[0]), dir).mqtt(), dir, () -> {});
        broker.follow(Set.of("home/+/+"));
        broker.open(8, message -> System.out.println("origin=" + ledger.originOf(message)));
    }
}
