package io.hearth.box.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearth doctor}. */
@Command(
        name = "doctor",
        description = "Looks at what Hearth needs of this machine, and says what to do about what is missing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--data", defaultValue = ".hearth", description = "the data folder (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            description = "added to every port (default: ${DEFAULT-VALUE})")
    private int offset;

    @Override
    public Integer call() {
        return Doctor.examine(data, offset, System.out);
    }
}
