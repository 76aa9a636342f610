package io.hearth.box.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.LargeServerMessageImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;

/** Copies of what is retained, put into the queues of single subscriptions. */
final class RetainedCopies implements Replacements.Resender {
    private static final Logger LOG = Logger.getLogger(RetainedCopies.class.getName());

    private final ActiveMQServer server;
    private final Counter resent;
    private final Counter givenUp;

    RetainedCopies(ActiveMQServer server) {
        this.server = server;
        this.resent = Counter.builder("hearth_box_retained_resent")
                .description("retained messages sent again to one who subscribed while they were replaced")
                .register(Metrics.globalRegistry);
        this.givenUp = Counter.builder("hearth_box_retained_given_up")
                .description("subscriptions that may have an old retained message: it was replaced again and again")
                .register(Metrics.globalRegistry);
    }

    @Override
    public void resend(Latecomer latecomer, Map<String, Message> missed, Runnable done) {
        try {
            server.getThreadPool().execute(() -> copied(latecomer, missed, done));
        } catch (RejectedExecutionException stopping) {
            done.run();
        }
    }

    private void copied(Latecomer latecomer, Map<String, Message> missed, Runnable done) {
        StorageManager storage = server.getStorageManager();
        OperationContext ofThread = storage.getContext();
        storage.setContext(server.newOperationContext());
        try {
            copy(latecomer, missed);
            resent.increment(missed.size());
        } catch (Exception failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "retained messages not sent client="
                            + latecomer.connection().getClientID() + " topics=" + missed.keySet());
        } finally {
            storage.afterCompleteOperations(RetainedForLatecomers.then(done));
            storage.setContext(ofThread);
        }
    }

    private void copy(Latecomer latecomer, Map<String, Message> missed) throws Exception {
        Transaction all = new TransactionImpl(server.getStorageManager());
        try {
            for (Map.Entry<String, Message> one : missed.entrySet()) {
                for (String filter : latecomer.filtersOf(one.getKey())) {
                    Queue subscription = server.locateQueue(MQTTUtil.getCoreQueueFromMqttTopic(
                            filter, latecomer.connection().getClientID(), wildcards()));
                    // It may have gone meanwhile, or was refused.
                    if (subscription != null) {
                        MQTTUtil.sendMessageDirectlyToQueue(
                                server.getStorageManager(),
                                server.getPostOffice(),
                                newest(one.getKey(), one.getValue()),
                                subscription,
                                all);
                    }
                }
            }
            all.commit();
        } catch (Exception failure) {
            all.rollback();
            throw failure;
        }
    }

    /** A copy of what is retained; of what was published when that is not to be retained, being empty. */
    private Message newest(String topic, Message published) throws Exception {
        StorageManager storage = server.getStorageManager();
        Queue retained = server.locateQueue(MQTTUtil.getCoreRetainAddressFromMqttTopic(topic, wildcards()));
        MessageReference last = null;
        if (retained != null) {
            try (LinkedListIterator<MessageReference> all = retained.iterator()) {
                while (all.hasNext()) {
                    last = all.next();
                }
            }
        }
        if (last == null) {
            return LargeServerMessageImpl.checkLargeMessage(published.copy(storage.generateID()), storage);
        }
        Message copy = last.getMessage().copy(storage.generateID());
        // So that it says that it is a retained one (MQTT 5, 3.3.1.3).
        copy.putStringProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_INITIAL_DISTRIBUTION_KEY, (String) null);
        return copy;
    }

    private WildcardConfiguration wildcards() {
        return server.getConfiguration().getWildcardConfiguration();
    }

    @Override
    public void gaveUp(Latecomer latecomer, Set<String> topics) {
        givenUp.increment();
        LOG.warning(() -> "retained messages are replaced faster than they are sent client="
                + latecomer.connection().getClientID() + " topics=" + topics);
    }
}
