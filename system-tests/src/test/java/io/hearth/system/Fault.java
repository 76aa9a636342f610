package io.hearth.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that is done to a container.
 *
 * @param service whose
 * @param kind    what
 */
record Fault(String service, Kind kind) {
    /** Longer than the bus' connections live without a word: the broker gives up theirs, and they the broker. */
    private static final Duration CUT = Duration.ofSeconds(16);

    enum Kind {
        /** With SIGKILL; docker starts it again. */
        KILLED("killed"),
        /** With SIGTERM, and started again. */
        STOPPED("stopped and started"),
        /** From the network of the services, and joined again. */
        CUT_OFF("cut off for " + CUT.toSeconds() + " s");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Does it, and undoes it. */
    Outage happensTo(Containers containers) {
        long began = System.nanoTime();
        Optional<Duration> ended = Optional.empty();
        switch (kind) {
            case KILLED -> containers.kill(service);
            case STOPPED -> {
                ended = Optional.of(containers.stop(service));
                containers.start(service);
            }
            case CUT_OFF -> {
                containers.cut(service);
                await().pollDelay(CUT).atMost(CUT.multipliedBy(2)).until(() -> true);
                containers.join(service);
            }
        }
        boolean forgetful = equals(new Fault("mosquitto", Kind.KILLED));
        return new Outage(toString(), forgetful, began, System.nanoTime(), ended);
    }

    @Override
    public String toString() {
        return service + " " + kind.words;
    }
}
