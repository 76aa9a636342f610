package io.hearth.box.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;

/**
 * Ends a connection of which nothing came for one and a half keep-alives (MQTT 3.1.1, 3.1.2.10), so that its last will is spoken
 * then. Artemis looks at all connections every two seconds only, and at each every one and a half keep-alives, which takes up to
 * twice as long.
 */
final class KeepAlives {
    private static final String NAME = "hearth-keep-alive";
    private static final long MILLIS = 1500;

    private KeepAlives() {}

    /** For what clients send: their keep-alive is in their CONNECT. */
    static MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttConnectMessage connect
                    && connect.variableHeader().keepAliveTimeSeconds() > 0
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                watch(netty.getChannel().pipeline(), connect.variableHeader().keepAliveTimeSeconds());
            }
            return true;
        };
    }

    private static void watch(ChannelPipeline pipeline, int keepAliveSeconds) {
        if (pipeline.get(NAME) == null) {
            pipeline.addFirst(NAME, new IdleStateHandler(keepAliveSeconds * MILLIS, 0, 0, TimeUnit.MILLISECONDS) {
                @Override
                protected void channelIdle(ChannelHandlerContext silent, IdleStateEvent event) {
                    silent.close();
                }
            });
        }
    }
}
