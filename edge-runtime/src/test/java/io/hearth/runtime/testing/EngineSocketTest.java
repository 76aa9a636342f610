package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSocketTest {
    @TempDir
    private Path folder;

    @Test
    void an_engine_that_listens_is_asked_and_the_socket_of_one_that_ended_is_not() throws IOException {
        Path socket = folder.resolve("docker.sock");
        Optional<String> host = Optional.of("unix://" + socket);
        assertThat(EngineSocket.answers(host)).isFalse();

        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            assertThat(EngineSocket.answers(host)).isTrue();
        }

        assertThat(socket).exists();
        assertThat(EngineSocket.answers(host)).isFalse();
    }

    @Test
    void an_engine_at_another_address_is_testcontainers_to_find() {
        assertThat(EngineSocket.answers(Optional.of("tcp://127.0.0.1:1"))).isTrue();
    }
}
