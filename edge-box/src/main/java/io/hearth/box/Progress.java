package io.hearth.box;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the person who starts the box sees: a line for each thing that is up, and one line if it cannot start. */
final class Progress {
    /** The line after which everything answers. */
    static final String READY = "ready";

    @SuppressWarnings("java:S106")
    private static final PrintStream SCREEN = System.out;

    private static final Instant STARTED =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    private Progress() {}

    static void up(String part, Object where, String more) {
        double seconds = Duration.between(STARTED, Instant.now()).toMillis() / 1000.0;
        say(String.format(Locale.ROOT, "  %-10s %-24s %-30s %.1f s", part, where, more, seconds));
    }

    static void ready() {
        say(READY);
    }

    static void failed(String line) {
        say("hearth: " + line.replace('\n', ' '));
    }

    /** The innermost message of a failure: the outer ones only say where it passed. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    private static void say(String line) {
        SCREEN.println(line);
        SCREEN.flush();
    }
}
