package io.hearth.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * An MQTT 3.1.1 connection that costs as little as it can: Netty's codec, and an array in place of a flow for each message. What the
 * load generator takes of the machine, what is measured does not get. It does not come back by itself: a load whose connection was
 * lost is void.
 */
final class MqttConnection implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final int PACKET_IDS = 65_535;
    private static final int LARGEST_MESSAGE = 32 << 20;

    /** What comes of a connection; called by its event loop, which must not be kept waiting. */
    interface Listener {
        /** A message that was due at this {@link System#nanoTime} is the broker's now. */
        default void acknowledged(long due) {}

        /** A message has come; who answers false acknowledges it later by {@link MqttConnection#acknowledge}. */
        default boolean received(MqttPublishMessage message) {
            return true;
        }

        /** The connection is gone, and nobody here closed it. */
        default void lost() {}
    }

    private final AtomicLongArray due = new AtomicLongArray(PACKET_IDS + 1);
    private final MqttAnswers answers;
    private final Channel channel;
    private int lastId;

    /** Returns when the broker on this port has accepted it. */
    MqttConnection(EventLoopGroup loop, int port, String clientId, Listener listener) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        answers = new MqttAnswers(due, ready, listener);
        channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        made.pipeline().addLast(new MqttDecoder(LARGEST_MESSAGE), MqttEncoder.INSTANCE, answers);
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
        channel.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(clientId)
                .cleanSession(true)
                .keepAlive(0)
                .build());
        ready.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Returns when it is subscribed, QoS 1. */
    void subscribe(String filter) {
        CompletableFuture<Void> subscribed = answers.awaitSubscription();
        channel.writeAndFlush(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
                .build());
        subscribed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /**
     * Sends a message with the next {@link #flush}; by one thread only. Of QoS 0 it is acknowledged when it is written.
     *
     * @param when when it was due, {@link System#nanoTime}
     * @return false when there is no packet id left: 65,535 messages are not acknowledged
     */
    boolean publish(String topic, byte[] payload, MqttQoS qos, long when) {
        int id = 0;
        if (qos != MqttQoS.AT_MOST_ONCE) {
            id = lastId % PACKET_IDS + 1;
            if (!due.compareAndSet(id, 0, when)) {
                return false;
            }
            lastId = id;
        }
        var written = channel.write(new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, false, 0),
                new MqttPublishVariableHeader(topic, id),
                Unpooled.wrappedBuffer(payload)));
        if (qos == MqttQoS.AT_MOST_ONCE) {
            written.addListener(done -> {
                if (done.isSuccess()) {
                    answers.listener().acknowledged(when);
                }
            });
        }
        return true;
    }

    /** Acknowledges what has come, QoS 1, with the next {@link #flush}. */
    void acknowledge(int packetId) {
        channel.write(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(packetId)));
    }

    void flush() {
        channel.flush();
    }

    @Override
    public void close() {
        answers.closing();
        channel.close().syncUninterruptibly();
    }
}
