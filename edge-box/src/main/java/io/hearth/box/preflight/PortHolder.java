package io.hearth.box.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process that listens on a TCP port, found in Linux' /proc.
 *
 * @param pid     its id
 * @param command its name, e.g. {@code mosquitto}
 */
public record PortHolder(long pid, String command) {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** Who listens there; empty when nobody does or it is a process of another user. */
    public static Optional<PortHolder> of(int port) {
        Set<String> sockets = Stream.of("net/tcp", "net/tcp6")
                .map(PROC::resolve)
                .flatMap(table -> lines(table).stream())
                .map(line -> line.trim().split("\\s+"))
                .filter(row -> row.length > INODE && row[STATE].equals(LISTENING) && portOf(row[LOCAL_ADDRESS]) == port)
                .map(row -> "socket:[" + row[INODE] + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty() ? Optional.empty() : holderOf(sockets);
    }

    /** The folder that the process runs in; empty when it is gone or another user's. */
    Optional<Path> folder() {
        return link(PROC.resolve(Long.toString(pid)).resolve("cwd")).map(Path::of);
    }

    @Override
    public String toString() {
        return command + " (pid " + pid + ")";
    }

    private static int portOf(String hexAddress) {
        return Integer.parseInt(hexAddress.substring(hexAddress.lastIndexOf(':') + 1), 16);
    }

    private static Optional<PortHolder> holderOf(Set<String> sockets) {
        return list(PROC).stream()
                .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                .filter(process -> list(process.resolve("fd")).stream()
                        .anyMatch(fd -> link(fd).filter(sockets::contains).isPresent()))
                .findFirst()
                .map(process -> new PortHolder(
                        Long.parseLong(process.getFileName().toString()),
                        lines(process.resolve("comm")).stream().findFirst().orElse("a process")));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException goneOrForbidden) {
            return List.of();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException goneOrForbidden) {
            return List.of();
        }
    }

    private static Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException goneOrForbidden) {
            return Optional.empty();
        }
    }
}
