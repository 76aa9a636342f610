package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says goodbye is not one that was lost (MQTT 3.1.1, 3.14.4), however soon the connection ends behind it. */
class FarewellFirstTest {
    private static final int OFTEN = 100;
    private static final String WILL = "board/status";

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

    @Test
    void the_will_of_one_that_says_goodbye_and_hangs_up_is_not_spoken_and_that_of_one_that_hangs_up_is()
            throws Exception {
        try (MqttPeer listener = new MqttPeer(port, "listener").subscribe(WILL, MqttQos.AT_LEAST_ONCE)) {
            for (int i = 0; i < OFTEN; i++) {
                try (Socket board = connected("board" + i, "said goodbye")) {
                    board.getOutputStream().write(new byte[] {(byte) 0xE0, 0});
                }
            }
            await().until(() -> connections() == 1);
            connected("lost", "lost").close();

            assertThat(MqttPeer.text(listener.next())).isEqualTo("lost");
        }
        await().until(() -> connections() == 0);
    }

    @Test
    void a_session_that_a_goodbye_ends_leaves_nothing_behind() {
        for (int i = 0; i < OFTEN; i++) {
            try (MqttPeer peer = new MqttPeer(port, "peer" + i).subscribe("board/#", MqttQos.AT_LEAST_ONCE)) {
                peer.leave();
            }
        }

        await().untilAsserted(() -> assertThat(broker.server().getPostOffice().getAllBindings())
                .noneMatch(binding -> binding.getUniqueName().toString().startsWith("peer")));
    }

    private int connections() {
        return broker.server().getRemotingService().getConnections().size();
    }

    private Socket connected(String id, String will) throws IOException {
        return WithWill.connected(port, id, 60, WILL, will);
    }
}
