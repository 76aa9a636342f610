package io.hearth.examples.bikeshare;

import io.hearth.examples.Broker;
import io.hearth.examples.Loading;
import io.hearth.examples.Options;
import io.hearth.examples.Refused;
import io.hearth.examples.Terminal;
import io.hearth.examples.Unreachable;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.bikeshare.app.App;
import io.hearth.examples.bikeshare.bike.Bike;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds a fleet of bikes to Hearth and rides them, as devices at the broker, until it is stopped. */
@Command(
        name = "bike-share",
        mixinStandardHelpOptions = true,
        description = "Adds a fleet of shared bikes and rides them; the app unlocks them over REST.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was well",
            "1:something is not up, was refused, or --once did not see all",
            "2:a wrong option"
        })
public final class BikeShare implements Callable<Integer> {
    private static final int MOST_BIKES = 20_000;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final double FASTEST = 3600;

    @Option(
            names = "--mqtt",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:1883",
            description = "the broker (${DEFAULT-VALUE})")
    private Broker broker;

    @Option(
            names = "--metadata",
            paramLabel = "URL",
            defaultValue = "http://localhost:59881",
            description = "core-metadata (${DEFAULT-VALUE})")
    private URI metadata;

    @Option(
            names = "--command",
            paramLabel = "URL",
            defaultValue = "http://localhost:59882",
            description = "core-command (${DEFAULT-VALUE})")
    private URI command;

    @Option(
            names = "--data",
            paramLabel = "URL",
            defaultValue = "http://localhost:59880",
            description = "core-data (${DEFAULT-VALUE})")
    private URI data;

    @Option(
            names = "--rules",
            paramLabel = "URL",
            defaultValue = "http://localhost:59720",
            description = "rules-engine (${DEFAULT-VALUE})")
    private URI rules;

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = "where profiles, devices, provision watchers and rules are (this example's own folder)")
    private Optional<Path> files;

    @Option(
            names = "--bikes",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many, 1 to 20000 (${DEFAULT-VALUE})")
    private int bikes;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many connections to the broker they share at most, 1 to 2000 (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how often each says how it is (${DEFAULT-VALUE})")
    private Duration every;

    @Option(names = "--load-only", description = "add profiles, bikes and rules, and end")
    private boolean loadOnly;

    @Option(names = "--for", paramLabel = "TIME", description = "end after this long, such as 60s or 5m")
    private Optional<Duration> playFor;

    @Option(
            names = "--once",
            description = "end when one bike went through all: live, unlock, lock, alarm, maintenance, statistics")
    private boolean once;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "3m",
            description = "how long --once may take (${DEFAULT-VALUE})")
    private Duration within;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description = "seconds of the bikes in one of ours (${DEFAULT-VALUE})")
    private double speed;

    /** Runs it, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.setProperty("io.netty.noUnsafe", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BikeShare())
                .registerConverter(Broker.class, Options::broker)
                .registerConverter(Duration.class, Options::duration);
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> wrong = wrong("--bikes", bikes, MOST_BIKES)
                .or(() -> wrong("--connections", connections, MOST_CONNECTIONS))
                .or(() -> wrong("--speed", speed, FASTEST));
        if (wrong.isPresent()) {
            System.err.println("bike-share: " + wrong.get());
            return CommandLine.ExitCode.USAGE;
        }
        Terminal terminal = Terminal.standard();
        try {
            List<Bike> fleet = IntStream.rangeClosed(1, bikes)
                    .mapToObj(number -> new Bike("bike-" + number, number))
                    .toList();
            FleetFiles described =
                    FleetFiles.in(files.orElseGet(() -> Options.ownFolder(BikeShare.class, "bike-share")));
            new Adding(new Loading(metadata, rules), terminal).add(described, fleet);
            if (loadOnly) {
                return 0;
            }
            App app = new App(command, data);
            return new Playing(terminal, app, fleet, broker, Math.min(connections, bikes), speed, every)
                    .play(once ? Optional.of(within) : Optional.empty(), playFor);
        } catch (UnreadableFiles | Refused | Unreachable | IllegalArgumentException e) {
            System.err.println("bike-share: " + e.getMessage());
            return 1;
        }
    }

    private static Optional<String> wrong(String option, double value, double most) {
        return value >= 1 && value <= most
                ? Optional.empty()
                : Optional.of(option + " " + plain(value) + " is not a number from 1 to " + plain(most));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
