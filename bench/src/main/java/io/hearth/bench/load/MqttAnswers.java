package io.hearth.bench.load;

import io.hearth.bench.load.MqttConnection.Listener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the broker says on a {@link MqttConnection}. */
final class MqttAnswers extends SimpleChannelInboundHandler<MqttMessage> {
    private final AtomicLongArray due;
    private final CompletableFuture<Void> connected;
    private final Listener listener;
    private volatile CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private volatile boolean closing;

    /** {@code due} holds by packet id when what is not acknowledged was due, 0 where there is nothing. */
    MqttAnswers(AtomicLongArray due, CompletableFuture<Void> connected, Listener listener) {
        this.due = due;
        this.connected = connected;
        this.listener = listener;
    }

    Listener listener() {
        return listener;
    }

    CompletableFuture<Void> awaitSubscription() {
        subscribed = new CompletableFuture<>();
        return subscribed;
    }

    void closing() {
        closing = true;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            exceptionCaught(context, message.decoderResult().cause());
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNACK ->
                connected(((MqttConnAckMessage) message).variableHeader().connectReturnCode());
            case SUBACK -> subscribed.complete(null);
            case PUBACK, PUBCOMP -> acknowledged(id(message));
            case PUBREC -> context.write(answer(MqttMessageType.PUBREL, MqttQoS.AT_LEAST_ONCE, id(message)));
            case PUBLISH -> received(context, (MqttPublishMessage) message);
            default -> exceptionCaught(context, new IllegalStateException("unexpected " + message));
        }
    }

    private void connected(MqttConnectReturnCode code) {
        if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            connected.complete(null);
        } else {
            connected.completeExceptionally(new IllegalStateException("the broker refused the connection: " + code));
        }
    }

    private void acknowledged(int id) {
        long when = due.getAndSet(id, 0);
        if (when != 0) {
            listener.acknowledged(when);
        }
    }

    private void received(ChannelHandlerContext context, MqttPublishMessage message) {
        boolean done = listener.received(message);
        if (done && message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            context.write(answer(
                    MqttMessageType.PUBACK,
                    MqttQoS.AT_MOST_ONCE,
                    message.variableHeader().packetId()));
        }
    }

    private static int id(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private static MqttMessage answer(MqttMessageType type, MqttQoS qos, int id) {
        return new MqttMessage(new MqttFixedHeader(type, false, qos, false, 0), MqttMessageIdVariableHeader.from(id));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connected.completeExceptionally(new IllegalStateException("the broker closed the connection"));
        if (!closing) {
            listener.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connected.completeExceptionally(cause);
        context.close();
    }
}
