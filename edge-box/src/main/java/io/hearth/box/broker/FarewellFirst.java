package io.hearth.box.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.remoting.impl.netty.ActiveMQChannelHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/**
 * Lets a DISCONNECT be taken in before the end of the connection that comes with it. In Artemis one thread takes in what a client
 * sent, another learns that the connection has ended; is the latter first, the client is one that was lost: its will is
 * published, which must not be (MQTT 5, 3.1.2-10; 3.1.1, 3.1.2-10), and the session expiry interval of its DISCONNECT (3.14.2.2.2) is not heard, so that its
 * queues go on being filled. Of clients that close right behind their DISCONNECT every second one met that.
 */
final class FarewellFirst extends ChannelInboundHandlerAdapter {
    private static final String NAME = "hearth-farewell-first";
    private static final long LOOK_MILLIS = 5;
    /** What a client sent before its DISCONNECT may wait for the disk. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final MQTTConnection connection;
    private final MQTTStateManager clients;
    private boolean farewell;

    private FarewellFirst(MQTTConnection connection, MQTTStateManager clients) {
        this.connection = connection;
        this.clients = clients;
    }

    /** For what clients send to this server. */
    static MQTTInterceptor incoming(ActiveMQServer server) {
        return (message, connection) -> {
            if (message instanceof MqttConnectMessage
                    && connection instanceof MQTTConnection client
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                ChannelPipeline pipeline = netty.getChannel().pipeline();
                ChannelHandlerContext protocol = pipeline.context(MQTTProtocolHandler.class);
                if (protocol != null && pipeline.get(NAME) == null) {
                    pipeline.addBefore(protocol.name(), NAME, new FarewellFirst(client, clientsOf(server)));
                }
            }
            return true;
        };
    }

    private static MQTTStateManager clientsOf(ActiveMQServer server) {
        try {
            return MQTTStateManager.getInstance(server);
        } catch (Exception unreadable) {
            throw new BrokerFailed("the broker's sessions cannot be read", unreadable);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        farewell |= message instanceof MqttMessage packet
                && packet.decoderResult().isSuccess()
                && packet.fixedHeader().messageType() == MqttMessageType.DISCONNECT;
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        ChannelHandlerContext toBeTold = context.pipeline().context(ActiveMQChannelHandler.class);
        if (farewell && toBeTold != null) {
            ended(toBeTold, System.nanoTime());
        } else {
            context.fireChannelInactive();
        }
    }

    /** Who is told later is no longer in the pipeline by then. */
    private void ended(ChannelHandlerContext toBeTold, long since) throws Exception {
        EventExecutor loop = toBeTold.executor();
        if (isTakenIn() || System.nanoTime() - since > LONGEST_NANOS || loop.isShuttingDown()) {
            ((ActiveMQChannelHandler) toBeTold.handler()).channelInactive(toBeTold);
        } else {
            loop.schedule(
                    () -> {
                        ended(toBeTold, since);
                        return null;
                    },
                    LOOK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The last that Artemis does about a DISCONNECT is to take the client off its list. */
    private boolean isTakenIn() {
        return connection.getClientID() == null || !clients.isClientConnected(connection.getClientID(), connection);
    }
}
