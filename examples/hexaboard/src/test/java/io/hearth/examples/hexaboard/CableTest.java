package io.hearth.examples.hexaboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hearth.examples.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CableTest {
    @Test
    void a_cable_that_is_cut_tells_the_broker_nothing_and_carries_again_when_it_is_mended() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Cable cable = new Cable(new Broker("127.0.0.1", broker.getLocalPort()));
                Socket board = new Socket("127.0.0.1", cable.end().port());
                Socket seen = broker.accept()) {
            board.getOutputStream().write('a');
            assertThat(seen.getInputStream().read()).isEqualTo('a');
            seen.getOutputStream().write('b');
            assertThat(board.getInputStream().read()).isEqualTo('b');

            cable.cut();
            assertThat(board.getInputStream().read()).as("the board is off").isEqualTo(-1);
            seen.setSoTimeout(300);
            assertThatThrownBy(() -> seen.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            cable.mend();
            try (Socket again = new Socket("127.0.0.1", cable.end().port());
                    Socket seenAgain = broker.accept()) {
                again.getOutputStream().write('c');
                assertThat(seenAgain.getInputStream().read()).isEqualTo('c');
            }
        }
    }

    @Test
    void what_was_cut_is_held_until_the_broker_ends_it_and_not_longer() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Cable cable = new Cable(new Broker("127.0.0.1", broker.getLocalPort()))) {
            for (int i = 0; i < 20; i++) {
                try (Socket board = new Socket("127.0.0.1", cable.end().port());
                        Socket seen = broker.accept()) {
                    board.getOutputStream().write('a');
                    assertThat(seen.getInputStream().read()).isEqualTo('a');
                    cable.cut();
                    assertThat(board.getInputStream().read()).isEqualTo(-1);
                    seen.getOutputStream().write(new byte[100_000]);
                    assertThat(cable.held()).isPositive();
                }
                cable.mend();
            }

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                while (cable.held() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
