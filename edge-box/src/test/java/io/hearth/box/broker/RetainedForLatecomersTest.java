package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who subscribes gets what is retained (MQTT 5, 3.3.1.3), also while that is replaced. */
class RetainedForLatecomersTest {
    private static final String TOPIC = "home/boiler/control";

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;
    private MqttPeer publisher;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
        publisher = new MqttPeer(port, "publisher");
    }

    @AfterEach
    void stop() {
        publisher.close();
        broker.close();
    }

    @Test
    void one_that_is_there_when_the_old_one_is_gone_and_the_new_one_not_yet_there_gets_the_new_one() throws Exception {
        publisher.publishRetained(TOPIC, "old");
        try (MqttPeer late = new MqttPeer(port, "late")) {
            CompletableFuture<Void> replaced = heldUp("publisher", TOPIC, () -> retain("new"), () -> {
                late.subscribe(TOPIC, MqttQos.AT_LEAST_ONCE);
            });

            Mqtt5Publish first = late.next();
            assertThat(MqttPeer.text(first)).isEqualTo("new");
            assertThat(first.isRetain()).isTrue();
            replaced.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void one_whose_filter_has_wildcards_gets_what_matches_it_and_nothing_else() throws Exception {
        try (MqttPeer other = new MqttPeer(port, "other");
                MqttPeer late = new MqttPeer(port, "late")) {
            heldUp(
                    "publisher",
                    "garden/pump",
                    () -> publisher.publishRetained("garden/pump", "not asked for"),
                    () -> heldUp(
                            "other",
                            TOPIC,
                            () -> other.publishRetained(TOPIC, "asked for"),
                            () -> late.subscribe("home/#", MqttQos.AT_LEAST_ONCE)));

            assertThat(MqttPeer.text(late.next())).isEqualTo("asked for");
            assertThat(late.maybeNext()).isEmpty();
        }
    }

    @Test
    void one_that_subscribes_while_it_is_taken_away_is_told_so() throws Exception {
        publisher.publishRetained(TOPIC, "old");
        try (MqttPeer late = new MqttPeer(port, "late")) {
            heldUp("publisher", TOPIC, () -> retain(""), () -> late.subscribe(TOPIC, MqttQos.AT_LEAST_ONCE));

            assertThat(MqttPeer.text(late.next())).isEmpty();
        }
    }

    @Test
    void a_will_is_retained_like_any_other_message() throws Exception {
        publisher.publishRetained(TOPIC, "online");
        MqttClient.builder()
                .useMqttVersion5()
                .identifier("device")
                .serverPort(port)
                .willPublish()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload("offline".getBytes(StandardCharsets.UTF_8))
                .applyWillPublish()
                .buildBlocking()
                .connect();
        try (MqttPeer late = new MqttPeer(port, "late")) {
            heldUp("device", TOPIC, () -> cut("device"), () -> late.subscribe(TOPIC, MqttQos.AT_LEAST_ONCE));

            assertThat(MqttPeer.text(late.next())).isEqualTo("offline");
        }
    }

    @Test
    void it_waits_in_the_session_of_one_that_has_gone_again() throws Exception {
        publisher.publishRetained(TOPIC, "old");
        heldUp("publisher", TOPIC, () -> retain("new"), () -> {
            try (MqttPeer late = new MqttPeer(port, "late")) {
                late.subscribe(TOPIC, MqttQos.AT_LEAST_ONCE);
            }
        });

        try (MqttPeer back = new MqttPeer(port, "late")) {
            assertThat(MqttPeer.text(back.next())).isEqualTo("new");
        }
    }

    /** By that the end of a replacement is known. */
    @Test
    void all_steps_of_a_transaction_of_the_broker_are_done_under_its_lock() throws Exception {
        Transaction tx = new TransactionImpl(broker.server().getStorageManager());
        CompletableFuture<Boolean> locked = new CompletableFuture<>();
        tx.addOperation(TransactionOperationAbstract.afterCommit(() -> locked.complete(Thread.holdsLock(tx))));

        tx.commit();

        assertThat(locked.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_last_that_it_gets_is_the_newest_whenever_it_comes() throws Exception {
        lastIsNewest(40);
    }

    @Test
    @Tag("long")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void the_last_that_it_gets_is_the_newest_whenever_it_comes_thousands_of_times() throws Exception {
        lastIsNewest(5000);
    }

    private void lastIsNewest(int tries) throws Exception {
        publisher.publishRetained(TOPIC, "0");
        for (int i = 1; i <= tries; i++) {
            String newest = Integer.toString(i);
            // Now and then Artemis closes its connection: it looks at what is retained while that is taken away
            // (docs/brokers.md).
            try (MqttPeer late = MqttPeer.lasting(port, "late" + i)) {
                CompletableFuture<Void> sent =
                        CompletableFuture.runAsync(() -> retain(newest), Thread::startVirtualThread);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(4_000_000));
                late.subscribe(TOPIC, MqttQos.AT_LEAST_ONCE);
                sent.get(20, TimeUnit.SECONDS);
                String last = text(late);
                while (!last.equals(newest)) {
                    last = text(late);
                }
                publisher.publish(TOPIC, "end", MqttQos.AT_LEAST_ONCE);
                for (String next = text(late); !next.equals("end"); next = text(late)) {
                    last = next;
                }
                if (!last.equals(newest)) {
                    // One that was replaced when it was on its way already: the new one is on its way again behind it.
                    last = text(late);
                }
                assertThat(last).as("of try %d", i).isEqualTo(newest);
                late.leave();
            }
        }
    }

    private static String text(MqttPeer peer) throws InterruptedException {
        return MqttPeer.text(peer.next());
    }

    private void retain(String text) {
        publisher.publishRetained(TOPIC, text);
    }

    /** Has a client retain something on the topic, and does something else after the old one is gone and before the new one is there. */
    private CompletableFuture<Void> heldUp(String client, String topic, Runnable retain, Runnable meanwhile) {
        OperationContext journal = session(client).getSessionContext();
        journal.storeLineUp();
        CompletableFuture<Void> done = CompletableFuture.runAsync(retain, Thread::startVirtualThread);
        try {
            await().until(() -> isBeingReplaced(topic));
            nobodyElseWaitsForIt();
            meanwhile.run();
        } finally {
            journal.done();
        }
        return done;
    }

    /** A thread of the broker has what another client does wait for what it took in before; here that would never end. */
    private void nobodyElseWaitsForIt() {
        int threads = broker.server().getConfiguration().getThreadPoolMaxSize();
        CyclicBarrier all = new CyclicBarrier(threads + 1);
        for (int i = 0; i < threads; i++) {
            broker.server().getThreadPool().execute(() -> {
                broker.server().getStorageManager().setContext(broker.server().newOperationContext());
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

    private boolean isBeingReplaced(String topic) {
        Queue retained = broker.server().locateQueue("$sys.mqtt.retain." + topic.replace('/', '.'));
        return retained != null && !retained.iterator().hasNext();
    }

    private ServerSession session(String client) {
        return broker.server().getSessions().stream()
                .filter(session -> client.equals(session.getRemotingConnection().getClientID()))
                .findFirst()
                .orElseThrow();
    }

    /** As a network does it. */
    private void cut(String client) {
        if (session(client).getRemotingConnection().getTransportConnection() instanceof NettyConnection netty) {
            netty.getChannel().close();
        }
    }
}
