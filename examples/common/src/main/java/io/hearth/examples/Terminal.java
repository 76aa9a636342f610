package io.hearth.examples;

import java.io.Console;
import java.io.PrintStream;

/** Where an example tells what happens: lines, and on a terminal one more line at the bottom that changes in place. */
public final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean inPlace;
    private String status = "";

    /** With where to tell it, and whether the bottom line changes in place. */
    public Terminal(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** Standard output, in place only when somebody looks at it. */
    public static Terminal standard() {
        Console console = System.console();
        return new Terminal(System.out, console != null && console.isTerminal());
    }

    /** Whether the status line changes in place. */
    public boolean inPlace() {
        return inPlace;
    }

    /** Something happened. */
    public synchronized void say(String line) {
        if (inPlace) {
            out.print(CLEAR_LINE);
        }
        out.println(line);
        if (inPlace) {
            out.print(status);
        }
        out.flush();
    }

    /** How things are; without a terminal a line like any other, so call it less often then. */
    public synchronized void status(String line) {
        if (inPlace) {
            status = line;
            out.print(CLEAR_LINE + status);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the cursor on a line of its own. */
    public synchronized void end() {
        if (inPlace && !status.isEmpty()) {
            out.println();
            status = "";
        }
        out.flush();
    }
}
