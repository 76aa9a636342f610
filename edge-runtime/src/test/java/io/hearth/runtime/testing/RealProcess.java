package io.hearth.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real server on a free port, with a folder of its own; it can be killed and started again on the same port. */
public abstract class RealProcess implements AutoCloseable {
    private static final int LEAST_PORT = 12_000;
    private static final int MOST_PORT = 32_000;

    private final String name;
    private final Place place;
    private final int port;
    private final List<Integer> ports = new ArrayList<>();
    private final Path dir;
    private Running running;

    /** A server of this name, for messages and its folder, as a process of this machine; {@link #start} runs it. */
    protected RealProcess(String name) {
        this(name, new ThisMachine());
    }

    /** A server that runs at this place. */
    RealProcess(String name, Place place) {
        this.name = name;
        this.place = place;
        this.port = anotherPort();
        try {
            this.dir = Files.createTempDirectory("hearth-" + name).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** The command that runs the server in the foreground. */
    protected abstract List<String> command(Path dir, int port) throws IOException;

    /** Where the server runs. */
    final Place place() {
        return place;
    }

    /** A free port on which the server will listen too, from its next start on. */
    final int anotherPort() {
        int free = freePort();
        while (ports.contains(free)) {
            // Nobody listens on it yet.
            free = freePort();
        }
        ports.add(free);
        return free;
    }

    /** The server listens on this port too. */
    final void listensOn(int other) {
        ports.add(other);
    }

    /** Starts the server, and waits until it serves them. */
    public synchronized void start() {
        try {
            running = place.run(command(dir, port), dir, List.copyOf(ports));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
        Awaitility.await(name + " serves connections")
                .atMost(patience())
                .pollInterval(Duration.ofMillis(20))
                .until(this::answers);
    }

    /** How long it may take to serve connections. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Ends the server at once, as kill -9 does, and what it has started. */
    public synchronized void kill() {
        if (running != null) {
            running.kill();
        }
    }

    /** Ends the server as an operator does (SIGTERM), and waits until it is gone. */
    public synchronized void stop() {
        running.stop();
    }

    /** Lets the server stand still (SIGSTOP), as an overloaded machine does. */
    public void pause() {
        running.pause();
    }

    /** Lets a paused server go on (SIGCONT). */
    public void resume() {
        running.resume();
    }

    public int port() {
        return port;
    }

    public Path dir() {
        return dir;
    }

    /** Ends the server and removes its folder. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(dir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException alreadyGone) {
            // a leftover of a test in the temporary folder
        }
    }

    /** Whether the server does its work, now that it takes connections. */
    protected boolean serves(Socket connected) throws IOException {
        return true;
    }

    private boolean answers() {
        if (!running.isAlive()) {
            throw new IllegalStateException(name + " ended at once: " + running.log());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            socket.setSoTimeout(5_000);
            return serves(socket);
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * A TCP port that was free a moment ago. Not one of those that outgoing connections are given (32768 and more): one of them
     * would take it now and then while the server is away, which then cannot come back.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The first of these programs that is there. */
    public static String program(String... candidates) {
        return Stream.of(candidates)
                .flatMap(name -> Stream.of(
                                System.getenv("PATH").split(":"), new String[] {"/usr/sbin", "/usr/local/sbin"})
                        .flatMap(Stream::of)
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + String.join(" or ", candidates)
                        + " on this machine: install it (Debian: apt-get install " + String.join(" ", candidates)
                        + ")"));
    }
}
