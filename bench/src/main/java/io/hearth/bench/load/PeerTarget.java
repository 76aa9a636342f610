package io.hearth.bench.load;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A {@link Peer} that is started and asked by commands. */
final class PeerTarget implements Target {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SECONDS_TO_STOP = 20;

    private final Path folder;
    private final Peer peer;
    private final RealBroker broker = new RealBroker();
    private final RealRedis redis = new RealRedis();
    private Children children;
    private Map<String, String> values;
    private Process process;

    /** The peer that a file describes. */
    PeerTarget(Path file) throws IOException {
        this.folder = file.toAbsolutePath().getParent();
        this.peer = Peer.read(file);
    }

    @Override
    public String name() {
        return peer.name();
    }

    @Override
    public Plan start(Setting setting) throws IOException {
        children = new Children();
        int port = peer.mqttPort();
        if (port == 0) {
            broker.start();
            port = broker.port();
        }
        if (peer.redis()) {
            redis.start();
        }
        values = Map.of(
                "{mqtt}", Integer.toString(port),
                "{redis}", Integer.toString(redis.port()),
                "{devices}", Integer.toString(setting.devices()),
                "{rules}", Integer.toString(setting.rules()),
                "{here}", folder.toString());
        process = builder(peer.start())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Awaitility.await(peer.name() + " is at work")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> builder(peer.ready()).start().waitFor() == 0);
        Plan.Watch watch =
                peer.stream().isEmpty() ? Plan.Watch.NONE : Plan.Watch.stream(redis.port(), filled(peer.stream()));
        return setting.plan(port, peer.topic(), setting.firing() > 0 ? peer.commands() : "", watch);
    }

    @Override
    public long stored() throws IOException, InterruptedException {
        return number(peer.stored());
    }

    @Override
    public OptionalLong fired() throws IOException, InterruptedException {
        return peer.fired().isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(peer.fired()));
    }

    private long number(List<String> command) throws IOException, InterruptedException {
        String said = said(command);
        if (!said.matches("\\d+")) {
            throw new IllegalStateException("void: " + String.join(" ", command) + " printed no number but: " + said);
        }
        return Long.parseLong(said);
    }

    private String said(List<String> command) throws IOException, InterruptedException {
        Process asked = builder(command).redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (asked.waitFor() != 0) {
            throw new IllegalStateException("void: " + String.join(" ", command) + " failed: " + said);
        }
        return said;
    }

    private ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(command.stream().map(this::filled).toList()).directory(folder.toFile());
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    @Override
    public List<ProcessHandle> processes() throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(children.since());
        if (!peer.processes().isEmpty()) {
            Stream.of(said(peer.processes()).split("\\s+"))
                    .map(Long::valueOf)
                    .flatMap(id -> ProcessHandle.of(id).stream())
                    .forEach(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        broker.close();
        redis.close();
    }
}
