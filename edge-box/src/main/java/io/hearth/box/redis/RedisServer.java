package io.hearth.box.redis;

import io.hearth.box.BoxConfig;
import io.hearth.box.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a redis-server, tied to this process: when this process goes, however it goes, the server goes too. */
final class RedisServer {
    /**
     * Standard input is a pipe from this process, kept as fd 3. It ends when this process closes it or dies, and then the
     * server gets SIGTERM. Only the shell's own words are used, so that nothing else stays behind.
     */
    private static final String TIED = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            r=$!
            ( read -r _ <&3; kill "$r" ) 2>/dev/null &
            w=$!
            wait "$r"
            s=$?
            kill "$w" 2>/dev/null
            exit "$s"
            """;

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final long PAUSE_MS = 10;

    private final Process shell;
    private final Server address;

    private RedisServer(Process shell, Server address) {
        this.shell = shell;
        this.address = address;
    }

    static RedisServer launch(Path program, BoxConfig.Redis config, Server address, Path data, Path log)
            throws IOException {
        Files.createDirectories(data);
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of("sh", "-c", TIED, "hearth-redis"));
        command.add(program.toString());
        command.addAll(options(config, address, data));
        Process shell = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        return new RedisServer(shell, address);
    }

    private static List<String> options(BoxConfig.Redis config, Server address, Path data) {
        return List.of(
                "--bind", address.host(),
                "--port", Integer.toString(address.port()),
                "--dir", data.toAbsolutePath().toString(),
                "--daemonize", "no",
                "--appendonly", "yes",
                "--appendfsync", "always",
                "--save", "",
                "--maxmemory", Long.toString(config.maxMemory().asLongValue()),
                "--maxmemory-policy", "noeviction",
                "--loglevel", "warning");
    }

    /**
     * Waits until it answers and has read its files.
     *
     * @return nothing when it is ready, else why not
     */
    Optional<String> awaitReady(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end) {
            if (!shell.isAlive()) {
                return Optional.of("redis-server ended at once with code " + shell.exitValue());
            }
            switch (RedisProbe.ask(address, Optional.empty(), PROBE)) {
                case RedisProbe.Answer.Ready ready -> {
                    return Optional.empty();
                }
                case RedisProbe.Answer.Loading loading -> TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                case RedisProbe.Answer.Unreachable notYet -> TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                case RedisProbe.Answer.Refused(String reason) -> {
                    return Optional.of("another Redis answers at " + address + ": " + reason);
                }
                case RedisProbe.Answer.NotRedis(String said) -> {
                    return Optional.of("something else answers at " + address + ": " + said);
                }
            }
        }
        return Optional.of("redis-server was not ready within " + timeout.toSeconds() + " s");
    }

    /** Waits until it has ended, and answers its exit code. */
    int awaitEnd() throws InterruptedException {
        return shell.waitFor();
    }

    /** Ends it: SIGTERM, so that it finishes what it writes, and after the timeout kill -9. */
    void stop(Duration timeout) {
        List<ProcessHandle> all = shell.descendants().toList();
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly().waitFor();
            }
        } catch (IOException pipeGone) {
            all.forEach(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroy);
            Thread.currentThread().interrupt();
        }
    }

    /** The server's own process: of the shell's two children the one that is no shell. */
    Optional<ProcessHandle> process() {
        Optional<String> sh = shell.info().command();
        return shell.children()
                .filter(child -> !child.info().command().equals(sh))
                .findFirst();
    }
}
