package io.hearth.bench.footprint;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The services, and the box, as processes of this machine. */
final class ProcessRun {
    /** As far from the ports of whatever else runs here as those of the start's benchmark. */
    private static final int BOX_OFFSET = 5300;

    private final int rounds;
    private final Duration rest;
    private final Path folder;

    /** Starts each of them so often, and looks at its memory so long after it was ready. */
    ProcessRun(int rounds, Duration rest, Path folder) {
        this.rounds = rounds;
        this.rest = rest;
        this.folder = folder;
    }

    /** Services beside one broker and one Redis, each started again while all others are up. */
    Map<Part, Figures> services() throws IOException, InterruptedException {
        List<Program> programs = new ArrayList<>();
        try (RealBroker broker = new RealBroker();
                RealRedis redis = new RealRedis()) {
            broker.start();
            redis.start();
            Map<String, Integer> ports = new HashMap<>();
            Part.SERVICES.forEach(part -> ports.put(part.name(), RealProcess.freePort()));
            Map<String, String> common = settings(ports, broker.port(), redis.port());
            Map<String, String> alone = settings(ports, RealProcess.freePort(), RealProcess.freePort());
            for (Part part : Part.SERVICES) {
                int port = ports.get(part.name());
                Application application = new Application(part);
                application.train(alone, port);
                Map<String, String> own = new HashMap<>(common);
                own.put("QUARKUS_HTTP_PORT", Integer.toString(port));
                programs.add(new Program(application, own, port, said(part)));
            }
            return measured(programs);
        } finally {
            programs.reversed().forEach(Program::close);
        }
    }

    /** The box with its broker and its Redis. */
    Map<Part, Figures> box() throws IOException, InterruptedException {
        Map<String, String> settings = Map.of(
                "HEARTH_BOX_DATA", folder.resolve("box").toString(),
                "HEARTH_BOX_HOST", "127.0.0.1",
                "HEARTH_PORT_OFFSET", Integer.toString(BOX_OFFSET));
        int port = Part.BOX.port() + BOX_OFFSET;
        Application application = new Application(Part.BOX);
        application.train(settings, port);
        try (Program box = new Program(application, settings, port, said(Part.BOX))) {
            return measured(List.of(box));
        }
    }

    private Path said(Part part) {
        return folder.resolve(part.name() + ".log");
    }

    /** Who is where; while they are trained there is nobody, as in the build of an image. */
    private Map<String, String> settings(Map<String, Integer> ports, int broker, int redis) {
        String metadata = "http://127.0.0.1:" + ports.get("core-metadata");
        int keeper = RealProcess.freePort();
        return Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "HEARTH_BUS_PORT",
                Integer.toString(broker),
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:" + redis,
                "HEARTH_METADATA_KEEPER_PORT",
                Integer.toString(keeper),
                "HEARTH_KEEPER_URL",
                "http://127.0.0.1:" + keeper,
                "HEARTH_DATA_METADATA_URL",
                metadata,
                "HEARTH_COMMAND_METADATA_URL",
                metadata,
                "HEARTH_DEVICE_METADATA_URL",
                metadata,
                "HEARTH_RULES_CATALOG_METADATA_URL",
                metadata,
                "HEARTH_DEVICE_DATA_DIR",
                folder.resolve("device-service").toString());
    }

    /** Once uncounted, so that files are where they are at any later start; then in turns. */
    private Map<Part, Figures> measured(List<Program> programs) throws IOException, InterruptedException {
        Map<Part, Figures> figures = new LinkedHashMap<>();
        for (Program program : programs) {
            program.start();
            figures.put(program.part(), new Figures());
        }
        for (int round = 0; round < rounds; round++) {
            for (Program program : programs) {
                program.stop();
                figures.get(program.part()).ready(program.start());
            }
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
            programs.forEach(
                    program -> figures.get(program.part()).idle(program.memory().ways()));
        }
        for (Program program : programs.reversed()) {
            program.stop();
        }
        return figures;
    }
}
