package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.box.testing.Ports;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first packet that a client gets is the CONNACK (MQTT-3.2.0-1). */
class ConnackFirstTest {
    private static final int CONNECTIONS = 300;
    private static final int WAITING = 200;

    @Test
    void what_is_delivered_before_the_connack_is_sent_behind_it_and_in_its_order() {
        EmbeddedChannel channel = new EmbeddedChannel(new ConnackFirst());

        channel.writeOneOutbound(publish(1), channel.voidPromise());
        channel.writeOneOutbound(publish(2), channel.voidPromise());
        channel.flushOutbound();
        assertThat((Object) channel.readOutbound()).isNull();
        channel.writeOutbound(MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .build());
        channel.writeOutbound(publish(3));

        assertThat((Object) channel.readOutbound()).isInstanceOf(MqttConnAckMessage.class);
        for (int packetId = 1; packetId <= 3; packetId++) {
            MqttPublishMessage next = channel.readOutbound();
            assertThat(next.variableHeader().packetId()).isEqualTo(packetId);
        }
    }

    @Test
    void what_is_held_when_the_connection_ends_is_given_back() {
        EmbeddedChannel channel = new EmbeddedChannel(new ConnackFirst());
        MqttPublishMessage held = publish(1);
        channel.writeOneOutbound(held, channel.voidPromise());

        channel.close();

        assertThat(held.refCnt()).isZero();
    }

    @Test
    void a_client_whose_messages_wait_can_always_connect(@TempDir Path data) throws Exception {
        int port = Ports.free();
        try (BrokerProcess broker = new BrokerProcess(data, port).start();
                MqttPeer device = new MqttPeer(port, "device")) {
            try (MqttPeer away = new MqttPeer(port, "away").subscribe("home/#", MqttQos.AT_LEAST_ONCE)) {
                away.disconnect();
            }
            for (int i = 0; i < WAITING; i++) {
                device.publish("home/a", Integer.toString(i), MqttQos.AT_LEAST_ONCE);
            }
            // The CONNACK waits for the journal, which others keep busy.
            Thread others = Thread.startVirtualThread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    device.publish("home/a", "more", MqttQos.AT_LEAST_ONCE);
                }
            });
            for (int i = 0; i < CONNECTIONS; i++) {
                try (MqttPeer back = new MqttPeer(port, "away")) {
                    assertThat(back.next()).isNotNull();
                }
            }
            others.interrupt();
            others.join();
        }
    }

    private static MqttPublishMessage publish(int packetId) {
        return MqttMessageBuilders.publish()
                .topicName("home/a")
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(packetId)
                .payload(Unpooled.buffer().writeByte('1'))
                .build();
    }
}
