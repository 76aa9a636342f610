package io.hearth.box.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parts of the {@code hearth} script that are easier said in Java. */
@Command(
        name = "hearth",
        description = "Looks at a running Hearth, and at the machine it is to run on.",
        mixinStandardHelpOptions = true,
        subcommands = {StatusCommand.class, DoctorCommand.class})
public final class HearthCommand {
    private HearthCommand() {}

    /** Exits with 0 when all is well, 1 when something is not, 2 when the words are not understood. */
    public static void main(String... words) {
        System.exit(new CommandLine(new HearthCommand()).execute(words));
    }
}
