package io.hearth.box.broker;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;

/**
 * The way of the broker's own messages into the queues, in the order in which they were sent, whichever threads send them. Artemis
 * puts a message into a queue when all is on disk that the sending thread's operation context waits for, and each context does so
 * on its own: a message of a thread that has much to write is overtaken by the next one, of a thread that has nothing. All messages
 * here have one context. And each has a transaction: without one Artemis puts a message that is for passing sessions only into their
 * queues at once, before those that went to lasting ones too. Not for several threads at the same time.
 */
final class OrderedRoute {
    private final ActiveMQServer server;
    private OperationContext own;

    OrderedRoute(ActiveMQServer server) {
        this.server = server;
    }

    /** Returns before the message is on disk and in the queues. What the thread answers to a client afterwards waits for that. */
    void send(Message message) throws Exception {
        StorageManager storage = server.getStorageManager();
        OperationContext ofThread = storage.getContext();
        storage.setContext(own());
        try {
            Transaction all = new TransactionImpl(storage);
            try {
                server.getPostOffice().route(message, all, false);
                all.commit();
            } catch (Exception refused) {
                all.rollback();
                throw refused;
            }
            ofThread.storeLineUp();
            own.executeOnCompletion(ofThread);
        } finally {
            storage.setContext(ofThread);
        }
    }

    /** There is no storage and no executor before the server has started. */
    private OperationContext own() {
        if (own == null) {
            own = server.newOperationContext();
        }
        return own;
    }
}
