package io.hearth.box.cli;

import io.hearth.box.Service;
import io.hearth.box.preflight.PortHolder;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Hearth needs of a machine: a line each, {@code ok}, or what to do. Uses the JDK only, so that {@code java Doctor.java}
 * runs it before anything is built.
 */
public final class Doctor {
    private static final int JDK = 25;
    private static final long MEGABYTE = 1024 * 1024;
    private static final long ROOM = 200 * MEGABYTE;
    private static final int MQTT = 1883;
    private static final int REDIS = 6379;
    private static final int FRONT_DOOR = 4000;

    private final PrintStream out;
    private boolean well = true;

    private Doctor(PrintStream out) {
        this.out = out;
    }

    /** Runs by itself: {@code DATA PORT_OFFSET}. */
    public static void main(String... words) {
        System.exit(examine(Path.of(words[0]), Integer.parseInt(words[1]), System.out));
    }

    /** Prints the report and answers 0 when Hearth can run here, else 1. */
    static int examine(Path data, int offset, PrintStream out) {
        Doctor doctor = new Doctor(out);
        doctor.jdk();
        doctor.needed("maven", "mvn", "builds Hearth (Debian: apt-get install maven)");
        doctor.wished(
                "redis-server",
                "redis-server",
                "without it the box runs one it carries, Redis 6.2 (Debian: apt-get install redis-server)");
        doctor.wished(
                "mosquitto",
                "mosquitto_pub",
                "mosquitto_pub and mosquitto_sub play a device by hand (Debian: apt-get install mosquitto-clients)");
        doctor.wished("docker", "docker", "runs each service in a container: docker/compose up -d --build");
        doctor.ports(offset, data);
        doctor.data(data.toAbsolutePath().normalize());
        return doctor.well ? 0 : 1;
    }

    private void jdk() {
        int feature = Runtime.version().feature();
        if (feature >= JDK) {
            ok("jdk", Runtime.version() + " in " + System.getProperty("java.home"));
        } else {
            wrong("jdk", "this is Java " + feature + ": install a JDK " + JDK + " and set JAVA_HOME");
        }
    }

    private void needed(String what, String program, String why) {
        onPath(program).ifPresentOrElse(path -> ok(what, path.toString()), () -> wrong(what, "missing; " + why));
    }

    private void wished(String what, String program, String why) {
        onPath(program).ifPresentOrElse(path -> ok(what, path.toString()), () -> line("-", what, "not here; " + why));
    }

    private void ports(int offset, Path data) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(MQTT + offset, "MQTT broker");
        ports.put(REDIS + offset, "Redis");
        ports.put(FRONT_DOOR + offset, "front door");
        Arrays.stream(Service.values()).forEach(service -> ports.put(service.port() + offset, service.key()));
        Optional<Long> box = boxIn(data);
        List<String> taken = new ArrayList<>();
        ports.forEach((port, use) -> PortHolder.of(port)
                .filter(holder -> !box.equals(Optional.of(holder.pid())) && !isChildOf(holder.pid(), box))
                .ifPresent(holder -> taken.add(port + " (" + use + ") by " + holder)));
        if (taken.isEmpty()) {
            ok(
                    "ports",
                    box.isPresent() ? "held by the box that is up (pid " + box.get() + ")" : "free: " + ports.keySet());
        } else {
            wrong(
                    "ports",
                    "taken: " + String.join(", ", taken)
                            + ". Stop them, use them with --mqtt or --redis HOST:PORT, or move all ports with --port-offset N");
        }
    }

    private static Optional<Long> boxIn(Path data) {
        try {
            long pid =
                    Long.parseLong(Files.readString(data.resolve("run/box.pid")).trim());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
        } catch (IOException | NumberFormatException notUp) {
            return Optional.empty();
        }
    }

    private static boolean isChildOf(long pid, Optional<Long> box) {
        return box.flatMap(ProcessHandle::of)
                .map(ProcessHandle::descendants)
                .orElseGet(Stream::empty)
                .anyMatch(child -> child.pid() == pid);
    }

    private void data(Path data) {
        Path there = data;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            wrong(
                    "data",
                    data + " cannot be written: give this user the right to, or choose another folder with --data DIR");
            return;
        }
        ok("data", data + (Files.exists(data) ? "" : " (will be made)"));
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            if (free < ROOM) {
                wrong(
                        "disk",
                        free / MEGABYTE + " MB free at " + data + ", " + ROOM / MEGABYTE
                                + " are needed: make room, or choose another folder with --data DIR");
            } else {
                ok("disk", free / MEGABYTE + " MB free");
            }
        } catch (IOException unknown) {
            line("-", "disk", "room unknown: " + unknown.getMessage());
        }
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void ok(String what, String how) {
        line("ok", what, how);
    }

    private void wrong(String what, String how) {
        well = false;
        line("WRONG", what, how);
    }

    private void line(String mark, String what, String how) {
        out.printf("%-6s %-13s %s%n", mark, what, how);
    }
}
