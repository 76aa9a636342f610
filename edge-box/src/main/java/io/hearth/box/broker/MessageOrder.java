package io.hearth.box.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Keeps the order of what one client sends to another (MQTT 5, 4.6.0-6). Artemis takes packets in and delivers them on whichever
 * thread of its pool is free, and both then wait for what that thread has left to write: a message whose thread has just stored
 * another client's is overtaken by the next one, whose thread has nothing to do. Here what a client publishes waits for what that
 * client published before, and what is delivered waits for nothing: it is on disk already.
 */
final class MessageOrder implements ActiveMQServerMessagePlugin {
    private ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer to) {
        server = to;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreate) {
        server.getStorageManager().setContext(session.getSessionContext());
    }

    /** For what is sent to clients. After all others: what it has sent none sees. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            if (!(message instanceof MqttPublishMessage
                    && connection.getTransportConnection() instanceof NettyConnection netty)) {
                return true;
            }
            Channel channel = netty.getChannel();
            channel.writeAndFlush(message, channel.voidPromise());
            return false;
        };
    }
}
