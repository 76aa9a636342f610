package io.hearth.runtime.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * When a connection was last known to be there, for this process and for the one after it on the same machine. Measured by the
 * time since the machine was started, and written down with that start: no clock that anybody sets, and nothing of the time
 * before a power cut is taken for recent. Where the system does not say these (Linux does), nothing of another process is known.
 */
final class LastSeen {
    private static final Logger LOG = Logger.getLogger(LastSeen.class);
    /** Says which start of the machine this is. */
    static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path OURSELVES = Path.of("/proc/self");
    private static final int LONGEST_NOTE = 200;

    private final String boot;
    private final Optional<FileChannel> file;
    private Optional<Duration> noted;

    private LastSeen(String boot, Optional<FileChannel> file) {
        this.boot = boot;
        this.file = file;
        this.noted = file.flatMap(this::read);
    }

    /** What is known of a client's connection to the bus; the same for whoever comes after us with its id. */
    static LastSeen of(BusConfig bus, String clientId) {
        Path dir = bus.runDir()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.io.tmpdir"), "hearth-" + System.getProperty("user.name")));
        return of(dir, name(clientId, bus.host(), bus.port()), BOOT_ID);
    }

    static String name(String clientId, String host, int port) {
        return clientId + "-" + host + "-" + port;
    }

    /**
     * What is known of a connection.
     *
     * @param dir    the folder of this user's alone, made when it is missing
     * @param name   of the connection
     * @param bootId the file that says which start of the machine this is
     */
    static LastSeen of(Path dir, String name, Path bootId) {
        try {
            String boot = Files.readString(bootId).strip();
            Files.createDirectories(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!uid(dir).equals(uid(OURSELVES))) {
                throw new IOException("it is another user's");
            }
            FileChannel file = FileChannel.open(
                    dir.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".seen"),
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new LastSeen(boot, Optional.of(file));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unusable) {
            LOG.infof(
                    "requests that are kept while a service is away are not taken over dir=%s reason=%s",
                    dir, unusable);
            return new LastSeen("", Optional.empty());
        }
    }

    private static Object uid(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }

    /** It is there now. */
    synchronized void note() {
        noted = Optional.of(sinceStart());
        file.ifPresent(this::write);
    }

    /** How long ago it was there; empty when that is not known. */
    synchronized Optional<Duration> ago() {
        return noted.map(then -> sinceStart().minus(then)).filter(ago -> !ago.isNegative());
    }

    private void write(FileChannel to) {
        try {
            // In one piece and always as long: a kill leaves the one before or this one.
            String note = "%s %020d\n".formatted(boot, noted.orElseThrow().toMillis());
            to.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException full) {
            LOG.debugf("not noted reason=%s", full);
        }
    }

    private Optional<Duration> read(FileChannel from) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
            from.read(bytes, 0);
            String[] note = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return note.length == 2 && note[0].equals(boot)
                    ? Optional.of(Duration.ofMillis(Long.parseLong(note[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** Sleep of the machine included, where the system tells it. */
    private static Duration sinceStart() {
        try {
            String seconds = Files.readString(UPTIME).split(" ")[0];
            return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
        } catch (IOException | NumberFormatException otherSystem) {
            return Duration.ofNanos(System.nanoTime());
        }
    }
}
