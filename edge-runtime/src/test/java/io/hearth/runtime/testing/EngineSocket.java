package io.hearth.runtime.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Docker engine listens. Asked first: where none does, a run of tests does not pay for Testcontainers to look for one, nor
 * print what it says when it finds none.
 */
final class EngineSocket {
    private EngineSocket() {}

    /** Whether something listens where engines do. */
    static boolean answers() {
        return answers(Optional.ofNullable(System.getenv("DOCKER_HOST")));
    }

    /** The same, with {@code DOCKER_HOST}. */
    static boolean answers(Optional<String> host) {
        if (host.isPresent()) {
            // An engine at an address that is no socket is Testcontainers' to ask.
            return !host.get().startsWith("unix://")
                    || listens(Path.of(host.get().substring("unix://".length())));
        }
        return Files.exists(home(".testcontainers.properties")) || usual().anyMatch(EngineSocket::listens);
    }

    private static Stream<Path> usual() {
        return Stream.concat(
                Stream.of(
                        Path.of("/var/run/docker.sock"),
                        home(".docker/run/docker.sock"),
                        home(".docker/desktop/docker.sock")),
                Stream.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(run -> Path.of(run, "docker.sock")));
    }

    private static Path home(String file) {
        return Path.of(System.getProperty("user.home"), file);
    }

    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false;
        }
    }
}
