package io.hearth.examples.hexaboard;

import io.hearth.examples.Broker;
import io.hearth.examples.ExampleFiles;
import io.hearth.examples.Loading;
import io.hearth.examples.Options;
import io.hearth.examples.Refused;
import io.hearth.examples.Terminal;
import io.hearth.examples.Unreachable;
import io.hearth.examples.UnreadableFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads the boards into Hearth and plays them, as devices at the broker; now and then one loses its power. */
@Command(
        name = "hexaboard",
        mixinStandardHelpOptions = true,
        description =
                "Boards with a retained status and a last will; one after the other loses its power and gets it back.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was well",
            "1:something is not up, was refused, or was not seen in time",
            "2:a wrong option"
        })
public final class Hexaboard implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CUTS = Duration.ofSeconds(10);
    private static final long LONGEST_KEEP_ALIVE = 65_535;

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
            names = "--rules",
            paramLabel = "URL",
            defaultValue = "http://localhost:59720",
            description = "rules-engine (${DEFAULT-VALUE})")
    private URI rules;

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = "where profiles, devices and rules are (this example's own folder)")
    private Optional<Path> files;

    @Option(names = "--load-only", description = "load profiles, devices and rules, and end")
    private boolean loadOnly;

    @Option(names = "--once", description = "end when one board was seen to go and to come back")
    private boolean once;

    @Option(
            names = "--keep-alive",
            paramLabel = "TIME",
            defaultValue = "4s",
            description = "the boards' keep-alive, whole seconds (${DEFAULT-VALUE}; such boards usually have 60s)")
    private Duration keepAlive;

    /** Runs it, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.setProperty("io.netty.noUnsafe", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Hexaboard())
                .registerConverter(Broker.class, Options::broker)
                .registerConverter(Duration.class, Options::duration);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > LONGEST_KEEP_ALIVE || keepAlive.getNano() != 0) {
            System.err.println(
                    "hexaboard: --keep-alive " + keepAlive.toMillis() + " ms is not whole seconds, 1 to 65535");
            return CommandLine.ExitCode.USAGE;
        }
        Terminal terminal = Terminal.standard();
        try {
            ExampleFiles example =
                    ExampleFiles.in(files.orElseGet(() -> Options.ownFolder(Hexaboard.class, "hexaboard")));
            new Loading(metadata, rules).load(example);
            terminal.say("loaded: " + example.profiles().size() + " profile, "
                    + example.devices().size() + " devices, " + example.rules().size() + " rule");
            if (!loadOnly) {
                play(example, terminal);
            }
            return 0;
        } catch (UnreadableFiles | Refused | Unreachable | Story.NotSeen | IOException e) {
            System.err.println("hexaboard: " + e.getMessage());
            return 1;
        }
    }

    private void play(ExampleFiles example, Terminal terminal)
            throws IOException, Unreachable, Refused, Story.NotSeen, InterruptedException {
        List<Board> boards = new ArrayList<>();
        Thread ending = new Thread(() -> List.copyOf(boards).forEach(Board::close), "ending");
        Runtime.getRuntime().addShutdownHook(ending);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("boards").daemon().factory())) {
            for (var device : example.devices()) {
                Board board =
                        new Board(broker, device.at("/protocols/mqtt/name").asText());
                boards.add(board);
                board.powerUp(
                        (int) keepAlive.toSeconds(),
                        order -> say(terminal, "board " + board.name() + ": told " + order));
                clock.scheduleAtFixedRate(board::measure, 0, MEASURE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
            Story story = new Story(new Api(metadata, command, rules), broker, keepAlive, line -> say(terminal, line));
            story.comeUp(boards);
            for (int i = 1; i == 1 || !once; i++) {
                story.powerCut(boards.get(i % boards.size()));
                if (!once) {
                    Thread.sleep(BETWEEN_CUTS);
                }
            }
            clock.shutdownNow();
        } finally {
            terminal.end();
        }
    }

    private static void say(Terminal terminal, String line) {
        terminal.say(LocalTime.now().format(CLOCK) + "  " + line);
    }
}
