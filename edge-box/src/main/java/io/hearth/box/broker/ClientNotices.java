package io.hearth.box.broker;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * does, with QoS 1 and not retained, in the order in which it happened. A client whose connection was taken over by a new one of its own has not gone, and neither
 * has anyone because the broker stops. One whose id cannot be a level of a topic is not told of.
 */
final class ClientNotices {
    private static final Logger LOG = Logger.getLogger(ClientNotices.class.getName());
    private static final String TOPICS = "$SYS/brokers/hearth/clients/";
    private static final int ROOM = 256;
    private static final int TOPICS_OF_EACH = 2;

    private final ActiveMQServer server;
    /** Whose id it is. Guarded by this, as all here and the order of what is told are. */
    private final Map<String, Holder> holders = new HashMap<>();
    /** Who wants to have an id and was not answered yet: Artemis closes the holder's connection before that. */
    private final Map<String, Set<RemotingConnection>> claims = new HashMap<>();

    private final OrderedRoute route;
    private final ToldAddresses addresses;

    private boolean stopping;

    /** A client's connection, and whether it is closed already. */
    private record Holder(RemotingConnection connection, boolean closed) {}

    /** {@code maxTold}: of how many clients Artemis keeps what it keeps of the topics on which they were told of. */
    ClientNotices(ActiveMQServer server, int maxTold) {
        this.server = server;
        this.route = new OrderedRoute(server);
        this.addresses = new ToldAddresses(server, TOPICS_OF_EACH * maxTold);
    }

    /** For what clients send: one that comes takes the id over, if it is let in. */
    MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttConnectMessage connect
                    && isLevel(connect.payload().clientIdentifier())
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                String client = connect.payload().clientIdentifier();
                claimed(client, connection);
                netty.getChannel().closeFuture().addListener(closed -> closed(client, connection));
            }
            return true;
        };
    }

    /** For what is sent to clients: one is connected when its CONNECT is answered so. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            if (message instanceof MqttConnAckMessage answer
                    && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED
                    && isLevel(connection.getClientID())) {
                connected(connection.getClientID(), connection);
            }
            return true;
        };
    }

    private static boolean isLevel(String client) {
        return client != null
                && !client.isEmpty()
                && client.chars().noneMatch(c -> c == '/' || c == '+' || c == '#' || c == 0);
    }

    synchronized void claimed(String client, RemotingConnection connection) {
        claims.computeIfAbsent(client, id -> new HashSet<>()).add(connection);
    }

    private boolean unclaimed(String client, RemotingConnection connection) {
        Set<RemotingConnection> all = claims.getOrDefault(client, new HashSet<>());
        boolean claimed = all.remove(connection);
        if (all.isEmpty()) {
            claims.remove(client);
        }
        return claimed;
    }

    synchronized void connected(String client, RemotingConnection connection) {
        // One to which the broker gave its id did not claim it, and its end is not noticed.
        if (unclaimed(client, connection)) {
            holders.put(client, new Holder(connection, false));
            tell(client, "connected");
        }
    }

    synchronized void closed(String client, RemotingConnection connection) {
        unclaimed(client, connection);
        Holder holder = holders.get(client);
        if (holder != null && holder.connection() == connection) {
            holder = new Holder(connection, true);
            holders.put(client, holder);
        }
        if (holder != null && holder.closed() && !claims.containsKey(client)) {
            holders.remove(client);
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
            // Else it would have a payload, of Artemis' own header.
            notice.getBodyBuffer().writeBytes(new byte[0]);
            notice.putBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY, false);
            notice.putIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY, 1);
            route.send(notice);
            addresses.used(notice.getAddressSimpleString());
        } catch (Exception untold) {
            // The client is served all the same.
            LOG.log(Level.WARNING, untold, () -> "not told client=" + client + " what=" + what);
        }
    }
}
