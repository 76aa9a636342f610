package io.hearth.box.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Sees to it that who subscribes while a retained message is replaced gets the new one (MQTT 5, 3.3.1.3; 3.1.1, 3.3.1-6). Artemis
 * takes the old one away at once and puts the new one there when the journal has it: who subscribes in between finds neither, and
 * was not there when the new one was sent out. Nobody is held up for it: a subscriber that a replacement came across is sent the new message when
 * both are through, and so has it twice now and then. Wills are retained messages like others.
 */
final class RetainedForLatecomers implements ActiveMQServerMessagePlugin {
    private static final AttributeKey<Boolean> WATCHED = AttributeKey.valueOf("hearth-latecomer");

    private final Duration patience;
    private ActiveMQServer server;
    private Replacements replacements;

    /** {@code patience}: for how long a subscriber is sent again what is replaced again and again meanwhile. */
    RetainedForLatecomers(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void registered(ActiveMQServer to) {
        server = to;
        replacements = new Replacements(new RetainedCopies(to), patience, System::nanoTime);
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreate) {
        if (tx != null
                && message.containsProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY)
                && message.getBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY)) {
            String topic = MQTTUtil.getMqttTopicFromCoreAddress(
                    message.getAddress(), server.getConfiguration().getWildcardConfiguration());
            replacements.began(topic, message);
            tx.addOperation(new Replacement(topic));
        }
    }

    /** For what clients send. */
    MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttSubscribeMessage subscribe
                    && connection.getTransportConnection() instanceof NettyConnection netty) {
                Latecomer latecomer = Latecomer.of(connection, subscribe);
                if (!latecomer.filters().isEmpty()) {
                    replacements.subscribing(latecomer);
                    forgetWhenClosed(netty.getChannel(), connection);
                }
            }
            return true;
        };
    }

    private void forgetWhenClosed(Channel channel, RemotingConnection connection) {
        if (channel.attr(WATCHED).setIfAbsent(true) == null) {
            channel.closeFuture().addListener(closed -> replacements.gone(connection));
        }
    }

    /** For what is sent to clients. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            if (message instanceof MqttSubAckMessage answer) {
                replacements
                        .answered(connection, answer.variableHeader().messageId())
                        .ifPresent(latecomer -> server.getStorageManager()
                                .afterCompleteOperations(then(() -> replacements.served(latecomer))));
            }
            return true;
        };
    }

    /** When all that the thread has had to write until now is written, and what waited for that is done. */
    static IOCallback then(Runnable next) {
        return new IOCallback() {
            @Override
            public void done() {
                next.run();
            }

            @Override
            public void onError(int code, String message) {
                next.run();
            }
        };
    }

    /** The step of a transaction that takes a retained message in, of which this one comes first. */
    private final class Replacement extends TransactionOperationAbstract {
        private final String topic;

        Replacement(String topic) {
            this.topic = topic;
        }

        @Override
        public void afterCommit(Transaction tx) {
            try {
                server.getThreadPool().execute(() -> {
                    synchronized (tx) {
                        // All steps are done under this lock, and the one that puts the message there is behind this
                        // one.
                    }
                    visible();
                });
            } catch (RejectedExecutionException stopping) {
                replacements.ended(topic);
            }
        }

        /** A queue shows what is put into it when its own thread has looked. */
        private void visible() {
            Queue retained = server.locateQueue(MQTTUtil.getCoreRetainAddressFromMqttTopic(
                    topic, server.getConfiguration().getWildcardConfiguration()));
            if (retained == null) {
                replacements.ended(topic);
            } else {
                retained.getExecutor().execute(() -> replacements.ended(topic));
            }
        }

        @Override
        public void afterRollback(Transaction tx) {
            replacements.ended(topic);
        }
    }
}
