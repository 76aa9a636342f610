package io.hearth.examples.smarthome;

import io.hearth.examples.Broker;
import io.hearth.examples.Certificates;
import io.hearth.examples.Loading;
import io.hearth.examples.Options;
import io.hearth.examples.Refused;
import io.hearth.examples.Terminal;
import io.hearth.examples.Unreachable;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.smarthome.files.HomeFiles;
import io.hearth.examples.smarthome.house.Climate;
import io.hearth.examples.smarthome.house.House;
import io.hearth.examples.smarthome.story.Limits;
import io.hearth.examples.smarthome.story.Phase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads the smart home into Hearth and plays it, as devices at the broker, until it is stopped. */
@Command(
        name = "smart-home",
        mixinStandardHelpOptions = true,
        description = "Loads the smart home and plays it: rooms that get cold, a boiler that is told to heat.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was well",
            "1:something is not up, was refused, or --once did not see the whole loop",
            "2:a wrong option"
        })
public final class SmartHome implements Callable<Integer> {
    private static final double WARMER_THAN_CLEAR = 0.15;
    private static final double BETWEEN_ROOMS = 0.3;
    private static final double SLOWEST = 1;
    private static final double FASTEST = 3600;

    @Option(
            names = "--mqtt",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:1883",
            description = "the broker (${DEFAULT-VALUE})")
    private Broker broker;

    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description = "speak TLS, with ca.crt and each device's NAME.crt and NAME.key of this folder")
    private Optional<Path> certificates;

    @Option(
            names = "--metadata",
            paramLabel = "URL",
            defaultValue = "http://localhost:59881",
            description = "core-metadata (${DEFAULT-VALUE})")
    private URI metadata;

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

    @Option(names = "--for", paramLabel = "TIME", description = "end after this long, such as 60s or 5m")
    private Optional<Duration> playFor;

    @Option(names = "--once", description = "end when cold, heat, warm, off and cold again were seen")
    private boolean once;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "3m",
            description = "how long --once waits (${DEFAULT-VALUE})")
    private Duration within;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description = "seconds of the house in one of ours (${DEFAULT-VALUE})")
    private double speed;

    /** Runs it, and ends the process with its exit code. */
    public static void main(String[] args) {
        // A few messages a second need no tricks with memory, and without them a JDK 25 has nothing to warn about.
        System.setProperty("io.netty.noUnsafe", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SmartHome())
                .registerConverter(Broker.class, Options::broker)
                .registerConverter(Duration.class, Options::duration);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            System.err.println("smart-home: --speed " + speed + " is not a number from 1 to 3600");
            return CommandLine.ExitCode.USAGE;
        }
        Terminal terminal = Terminal.standard();
        try {
            HomeFiles home = HomeFiles.in(files.orElseGet(() -> Options.ownFolder(SmartHome.class, "smart-home")));
            new Loading(metadata, rules).load(home.files());
            terminal.say("loaded: " + home.profiles().size() + " profiles, "
                    + home.devices().size() + " devices, " + home.rules().size() + " rules");
            return loadOnly ? 0 : play(home, terminal);
        } catch (UnreadableFiles | Refused | Unreachable | IllegalArgumentException e) {
            System.err.println("smart-home: " + e.getMessage());
            return 1;
        }
    }

    private int play(HomeFiles home, Terminal terminal) throws UnreadableFiles, Unreachable, InterruptedException {
        Limits limits = home.limits();
        List<String> rooms = home.rooms();
        Broker way = certificates.map(Certificates::new).map(broker::with).orElse(broker);
        LiveHouse house = new LiveHouse(house(rooms, limits), rooms, limits, speed, way, terminal);
        Thread ending = new Thread(house::close, "ending");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            house.start();
            terminal.say("the house is at " + broker
                    + "; a second of ours is " + Math.round(speed)
                    + " s there. Open a window with:\n  mosquitto_pub -h " + broker.host() + " -p "
                    + broker.port() + " -t home/" + limits.room() + "/temperature -m 18.5");
            boolean seen = await(house);
            house.close();
            return end(house, seen, terminal);
        } finally {
            house.close();
        }
    }

    private static House house(List<String> rooms, Limits limits) {
        Map<String, Double> temperatures = new LinkedHashMap<>();
        for (String room : rooms) {
            // It begins warm, so that a rule that was left in its cold state comes out of it.
            double warm = limits.clearAbove() + WARMER_THAN_CLEAR;
            temperatures.put(room, room.equals(limits.room()) ? warm : warm - BETWEEN_ROOMS);
        }
        return new House(Climate.COLD_DAY, temperatures);
    }

    private boolean await(LiveHouse house) throws InterruptedException {
        if (once) {
            return house.awaitLoop(playFor.orElse(within));
        }
        if (playFor.isPresent()) {
            TimeUnit.NANOSECONDS.sleep(playFor.get().toNanos());
        } else {
            new CountDownLatch(1).await();
        }
        return true;
    }

    private int end(LiveHouse house, boolean seen, Terminal terminal) {
        if (seen) {
            terminal.say("the house is switched off; whole loops seen: "
                    + house.story().loops());
            return 0;
        }
        System.err.println(
                "smart-home: not seen within " + playFor.orElse(within).toSeconds() + " s: "
                        + house.story().missing().stream().map(Phase::title).collect(Collectors.joining(", ")));
        return 1;
    }
}
