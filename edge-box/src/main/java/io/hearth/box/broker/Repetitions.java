package io.hearth.box.broker;

import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Tells the stamp which QoS 1 publish it is about: Artemis' own messages know neither packet id nor DUP. Each publish of a
 * connection passes here, and is then taken in, in the same order, or the connection is closed.
 */
final class Repetitions {
    private final Unanswered unanswered;
    private final Map<RemotingConnection, Queue<Publish>> passing = Collections.synchronizedMap(new WeakHashMap<>());

    Repetitions(Unanswered unanswered) {
        this.unanswered = unanswered;
    }

    /** For what clients send. */
    MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttPublishMessage publish
                    && publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE
                    && connection.getClientID() != null) {
                passing.computeIfAbsent(connection, first -> new ConcurrentLinkedQueue<>())
                        .add(Publish.of(connection.getClientID(), publish));
            }
            return true;
        };
    }

    /** For what is sent to clients: after PUBACK a client uses the packet id for something else. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            if (message.fixedHeader().messageType() == MqttMessageType.PUBACK) {
                int packetId = ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
                answering(Publish.key(connection.getClientID(), packetId), connection);
            }
            return true;
        };
    }

    /**
     * The PUBACK is written after it passed here, by the channel's thread. Only then is the publish forgotten, or a kill
     * between the two would let the repetition pass for a new message. When the connection is closed by then, as in a stop,
     * the client may not have had it: remembering costs nothing, since only what is marked as repeated is looked up.
     */
    private void answering(long key, RemotingConnection connection) {
        OptionalLong origin = unanswered.origin(key);
        if (origin.isEmpty()) {
            return;
        }
        Runnable forget = () -> unanswered.answered(key, origin.getAsLong());
        if (connection.getTransportConnection() instanceof NettyConnection netty) {
            Executor channel = netty.getChannel().eventLoop();
            channel.execute(() -> channel.execute(() -> {
                if (netty.getChannel().isActive()) {
                    forget.run();
                }
            }));
        } else {
            forget.run();
        }
    }

    /** The stamp for the connection's next QoS 1 publish: that of its first attempt, else a new one. */
    long stamp(RemotingConnection connection, OriginClock clock) {
        Queue<Publish> waiting = passing.get(connection);
        Publish publish = waiting == null ? null : waiting.poll();
        if (publish == null) {
            return clock.next();
        }
        OptionalLong first = publish.repeated() ? unanswered.origin(publish) : OptionalLong.empty();
        long origin = first.isPresent() ? first.getAsLong() : clock.next();
        unanswered.stamped(publish, origin);
        return origin;
    }
}
