package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 3.1.1, 3.1.2.10: a client of which nothing came for one and a half keep-alives is gone, and its will is spoken. */
class KeepAliveTest {
    private static final int KEEP_ALIVE = 1;
    private static final Duration LATEST = Duration.ofMillis(KEEP_ALIVE * 1500 + 600);

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 700})
    void the_will_of_a_client_that_falls_silent_is_spoken_in_time(int pingAfter) throws Exception {
        try (Hindrance machine = new Hindrance();
                MqttPeer peer = new MqttPeer(port, "peer").subscribe("board/status", MqttQos.AT_LEAST_ONCE);
                Socket board = WithWill.connected(port, "board", KEEP_ALIVE, "board/status", "offline")) {
            Thread.sleep(pingAfter);
            board.getOutputStream().write(new byte[] {(byte) 0xC0, 0});
            long last = System.nanoTime();
            board.getInputStream().readNBytes(2);

            assertThat(MqttPeer.text(peer.next())).isEqualTo("offline");
            assertThat(Duration.ofNanos(System.nanoTime() - last))
                    .isGreaterThan(Duration.ofMillis(KEEP_ALIVE * 1500 - 100))
                    .isLessThan(LATEST.plus(machine.longest().multipliedBy(3)));
        }
    }
}
