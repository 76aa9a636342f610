package io.hearth.box.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import java.nio.channels.ClosedChannelException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;

/**
 * Holds back what is to be sent to a client until its CONNACK is, which must be the first packet (MQTT 5, 3.2; 3.1.1, 3.2.0-1).
 * Artemis writes it when the journal has caught up, and meanwhile other threads deliver what waited in the session: of 400
 * connections under load two began with a PUBLISH. A strict client hangs up then. What is held is bounded by what may be on its way to one client.
 */
final class ConnackFirst extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "hearth-connack-first";

    private PendingWriteQueue held;

    /** For what clients send: after their CONNECT nothing may overtake the answer. */
    static MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttConnectMessage
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                ChannelPipeline pipeline = netty.getChannel().pipeline();
                ChannelHandlerContext protocol = pipeline.context(MQTTProtocolHandler.class);
                if (protocol != null && pipeline.get(NAME) == null) {
                    pipeline.addBefore(protocol.name(), NAME, new ConnackFirst());
                }
            }
            return true;
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        held = new PendingWriteQueue(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof MqttConnAckMessage)) {
            held.add(message, promise);
            return;
        }
        context.write(message, promise);
        held.removeAndWriteAll();
        context.flush();
        context.pipeline().remove(this);
    }

    /** Also when the connection ends without a CONNACK. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.removeAndFailAll(new ClosedChannelException());
    }
}
