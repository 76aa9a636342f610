package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client's messages reach another in their order (MQTT 5, 4.6.0-6), whatever the broker's threads have left to write. */
class MessageOrderTest {
    private static final int MESSAGES = 30;

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private final Queue<OperationContext> busy = new ConcurrentLinkedQueue<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
    }

    @AfterEach
    void stop() {
        busy.forEach(OperationContext::done);
        broker.close();
    }

    /** Gives every second thread of the broker something to write that takes until the end. */
    private void halfOfTheThreadsAreBusy() throws Exception {
        StorageManager storage = broker.server().getStorageManager();
        int threads = broker.server().getConfiguration().getThreadPoolMaxSize();
        CyclicBarrier all = new CyclicBarrier(threads + 1);
        for (int i = 0; i < threads; i++) {
            boolean second = i % 2 == 1;
            broker.server().getThreadPool().execute(() -> {
                OperationContext context = broker.server().newOperationContext();
                if (second) {
                    context.storeLineUp();
                    busy.add(context);
                }
                storage.setContext(context);
                meet(all);
            });
        }
        meet(all);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new AssertionError(alone);
        }
    }

    @Test
    void messages_that_are_kept_arrive_in_their_order() throws Exception {
        inOrder(MqttQos.AT_LEAST_ONCE);
    }

    @Test
    void messages_that_are_not_kept_arrive_in_their_order() throws Exception {
        inOrder(MqttQos.AT_MOST_ONCE);
    }

    private void inOrder(MqttQos qos) throws Exception {
        try (MqttPeer subscriber = new MqttPeer(port, "subscriber").subscribe("a", qos);
                MqttPeer publisher = new MqttPeer(port, "publisher")) {
            halfOfTheThreadsAreBusy();
            for (int i = 0; i < MESSAGES; i++) {
                if (qos == MqttQos.AT_MOST_ONCE) {
                    publisher.publish("a", "" + i, qos);
                } else {
                    assertThat(publisher.acknowledges("a", "" + i)).isTrue();
                }
                assertThat(MqttPeer.text(subscriber.next())).isEqualTo("" + i);
            }
        } finally {
            busy.forEach(OperationContext::done);
            busy.clear();
        }
    }
}
