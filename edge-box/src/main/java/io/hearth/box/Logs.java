package io.hearth.box;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Log levels for the time before Quarkus sets them: until then everything down to TRACE would be kept in memory. */
final class Logs {
    /** Kept referenced: a level is lost with its logger. */
    private static final Logger[] CHATTY = Stream.of(
                    "org.apache.activemq", "org.apache.artemis", "io.netty", "io.smallrye", "org.jboss")
            .map(Logger::getLogger)
            .toArray(Logger[]::new);

    private Logs() {}

    static void quietUntilConfigured() {
        for (Logger logger : CHATTY) {
            logger.setLevel(Level.WARNING);
        }
    }
}
