package io.hearth.box.broker;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Tells on {@code $SYS/brokers/hearth/clients/{client}/connected} and {@code .../disconnected} which clients come and go, as EMQX
 * does, with QoS 1 and not retained. A client whose connection was taken over by a new one of its own has not gone, and neither
 * has anyone because the broker stops. One whose id cannot be a level of a topic is not told of.
 */
final class ClientNotices {
    private static final Logger LOG = Logger.getLogger(ClientNotices.class.getName());
    private static final String TOPICS = "$SYS/brokers/hearth/clients/";
    private static final int ROOM = 256;

    private final ActiveMQServer server;
    /** Whose id it is now. Guarded by this, as the order of what is told is. */
    private final Map<String, RemotingConnection> connections = new HashMap<>();

    private boolean stopping;

    ClientNotices(ActiveMQServer server) {
        this.server = server;
    }

    /** For what is sent to clients: one is connected when its CONNECT is answered so. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            if (message instanceof MqttConnAckMessage answer
                    && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED
                    && isLevel(connection.getClientID())
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                String client = connection.getClientID();
                connected(client, connection);
                netty.getChannel().closeFuture().addListener(closed -> disconnected(client, connection));
            }
            return true;
        };
    }

    private static boolean isLevel(String client) {
        return client != null
                && !client.isEmpty()
                && client.chars().noneMatch(c -> c == '/' || c == '+' || c == '#' || c == 0);
    }

    private synchronized void connected(String client, RemotingConnection connection) {
        connections.put(client, connection);
        tell(client, "connected");
    }

    private synchronized void disconnected(String client, RemotingConnection connection) {
        if (connections.remove(client, connection)) {
            tell(client, "disconnected");
        }
    }

    /** From now on nobody who goes is told of. */
    synchronized void stopping() {
        stopping = true;
    }

    private void tell(String client, String what) {
        if (stopping) {
            return;
        }
        try {
            CoreMessage notice = new CoreMessage(server.getStorageManager().generateID(), ROOM);
            notice.setAddress(SimpleString.of(MQTTUtil.getCoreAddressFromMqttTopic(
                    TOPICS + client + "/" + what, server.getConfiguration().getWildcardConfiguration())));
            notice.setRoutingType(RoutingType.MULTICAST);
            notice.setType(Message.BYTES_TYPE);
            notice.setDurable(true);
            notice.putBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY, false);
            notice.putIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY, 1);
            server.getPostOffice().route(notice, true);
        } catch (Exception untold) {
            // The client is served all the same.
            LOG.log(Level.WARNING, untold, () -> "not told client=" + client + " what=" + what);
        }
    }
}
