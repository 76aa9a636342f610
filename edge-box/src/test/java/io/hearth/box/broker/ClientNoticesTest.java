package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.Ports;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker tells which clients come and go (docs/devices.md). */
class ClientNoticesTest {
    private static final String CLIENTS = "$SYS/brokers/hearth/clients/";

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        BoxConfig config = BoxSettings.read(
                        Map.of("hearth.box.broker.client-notices", "true", "hearth.box.broker.max-told-clients", "3"))
                .getConfigMapping(BoxConfig.class);
        broker = EmbeddedBroker.start(config.broker(), new Server("127.0.0.1", port), data, 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static String next(MqttPeer peer) throws InterruptedException {
        Mqtt5Publish notice = peer.next();
        assertThat(notice.getPayloadAsBytes()).isEmpty();
        return notice.getTopic().toString();
    }

    @Test
    void a_client_that_is_killed_is_told_of_and_one_that_takes_over_its_own_connection_is_not() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "+/+", MqttQos.AT_LEAST_ONCE);
                MqttPeer all = new MqttPeer(port, "b/peer").subscribe("#", MqttQos.AT_LEAST_ONCE)) {
            Socket killed = connected("board 1.a");
            assertThat(next(peer)).isEqualTo(CLIENTS + "board 1.a/connected");
            killed.setSoLinger(true, 0);
            killed.close();
            assertThat(next(peer)).isEqualTo(CLIENTS + "board 1.a/disconnected");

            try (Socket first = connected("board 2");
                    Socket second = connected("board 2")) {
                assertThat(next(peer)).isEqualTo(CLIENTS + "board 2/connected");
                assertThat(next(peer)).isEqualTo(CLIENTS + "board 2/connected");
                assertThat(first.getInputStream().read()).isNegative();
                assertThat(peer.maybeNext()).isEmpty();
                // DISCONNECT
                second.getOutputStream().write(new byte[] {(byte) 0xE0, 0});
                assertThat(next(peer)).isEqualTo(CLIENTS + "board 2/disconnected");
            }
            new MqttPeer(port, "five").close();
            assertThat(next(peer)).isEqualTo(CLIENTS + "five/connected");
            assertThat(next(peer)).isEqualTo(CLIENTS + "five/disconnected");
            assertThat(all.maybeNext()).as("# is not for what begins with $").isEmpty();
        }
    }

    @Test
    void who_is_away_while_it_is_told_of_is_told_later_and_a_stop_of_the_broker_is_nobody_s_going() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "+/+", MqttQos.AT_LEAST_ONCE)) {
            peer.disconnect();
        }
        try (MqttPeer watching = new MqttPeer(port, "b/peer").subscribe(CLIENTS + "board/+", MqttQos.AT_LEAST_ONCE)) {
            connected("board").close();
            assertThat(next(watching)).endsWith("/connected");
            assertThat(next(watching)).endsWith("/disconnected");
        }
        try (Socket other = connected("other")) {
            assertThat(other.isConnected()).isTrue();
            broker.close();
        }
        start();
        try (MqttPeer peer = new MqttPeer(port, "a/peer")) {
            assertThat(next(peer)).isEqualTo(CLIENTS + "board/connected");
            assertThat(next(peer)).isEqualTo(CLIENTS + "board/disconnected");
            assertThat(next(peer)).isEqualTo(CLIENTS + "other/connected");
            assertThat(peer.maybeNext()).isEmpty();
        }
    }

    private long kept() {
        return Stream.of(broker.server().getPagingManager().getStoreNames())
                .filter(store -> store.toString().contains("clients.c"))
                .count();
    }

    private static void hasHeard(MqttPeer peer, String client) throws InterruptedException {
        assertThat(next(peer)).isEqualTo(CLIENTS + client + "/connected");
        assertThat(next(peer)).isEqualTo(CLIENTS + client + "/disconnected");
    }

    @Test
    void what_waits_to_be_told_of_clients_of_ever_new_ids_is_not_forgotten() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "+/+", MqttQos.AT_LEAST_ONCE)) {
            peer.disconnect();
        }
        try (MqttPeer watching = new MqttPeer(port, "b/peer").subscribe(CLIENTS + "+/+", MqttQos.AT_MOST_ONCE)) {
            for (int i = 0; i < 20; i++) {
                connected("c" + i).close();
                hasHeard(watching, "c" + i);
            }
        }
        await("it waits for the one that is away").until(() -> kept() == 40);
        try (MqttPeer peer = new MqttPeer(port, "a/peer")) {
            for (int i = 0; i < 20; i++) {
                hasHeard(peer, "c" + i);
            }
        }
    }

    @Test
    void clients_of_ever_new_ids_are_forgotten_and_can_be_told_of_again() throws Exception {
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "+/+", MqttQos.AT_MOST_ONCE)) {
            for (int i = 0; i < 20; i++) {
                connected("c" + i).close();
                hasHeard(peer, "c" + i);
            }
            await().untilAsserted(() -> assertThat(kept()).isLessThanOrEqualTo(8));
            connected("c0").close();
            hasHeard(peer, "c0");
        }
    }

    @Test
    void of_two_that_want_one_id_at_the_same_time_both_are_told_of_as_one_that_is_there() throws Exception {
        ClientNotices notices = new ClientNotices(broker.server(), 3);
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "twin/+", MqttQos.AT_LEAST_ONCE)) {
            RemotingConnection first = named("first");
            RemotingConnection second = named("second");
            notices.claimed("twin", first);
            notices.claimed("twin", second);
            notices.connected("twin", first);
            assertThat(next(peer)).isEqualTo(CLIENTS + "twin/connected");
            notices.closed("twin", first);
            assertThat(peer.maybeNext()).as("the other one takes it over").isEmpty();
            notices.connected("twin", second);
            assertThat(next(peer)).isEqualTo(CLIENTS + "twin/connected");
            notices.closed("twin", second);
            assertThat(next(peer)).isEqualTo(CLIENTS + "twin/disconnected");
        }
    }

    @Test
    void one_is_told_of_as_gone_after_it_was_told_of_as_there_whatever_else_is_still_to_be_written() throws Exception {
        ClientNotices notices = new ClientNotices(broker.server(), 3);
        StorageManager storage = broker.server().getStorageManager();
        RemotingConnection connection = named("connection");
        try (MqttPeer peer = new MqttPeer(port, "a/peer").subscribe(CLIENTS + "brief/+", MqttQos.AT_LEAST_ONCE)) {
            notices.claimed("brief", connection);
            OperationContext waits = storage.newContext(Runnable::run);
            waits.storeLineUp();
            storage.setContext(waits);
            notices.connected("brief", connection);
            assertThat(storage.getContext()).as("what the thread waits for").isSameAs(waits);
            storage.clearContext();
            notices.closed("brief", connection);
            hasHeard(peer, "brief");
        }
    }

    @Test
    void a_client_is_answered_when_it_has_been_told_of() throws Exception {
        ClientNotices notices = new ClientNotices(broker.server(), 3);
        StorageManager storage = broker.server().getStorageManager();
        RemotingConnection connection = named("connection");
        try (MqttPeer peer = new MqttPeer(port, "away").subscribe(CLIENTS + "early/+", MqttQos.AT_LEAST_ONCE)) {
            peer.disconnect();
        }
        Queue waiting = broker.server().locateQueue("away." + (CLIENTS + "early/*").replace('/', '.'));
        await().until(() -> waiting.getConsumerCount() == 0);
        notices.claimed("early", connection);
        OperationContext answers = storage.newContext(Runnable::run);
        storage.setContext(answers);
        notices.connected("early", connection);
        CompletableFuture<Long> answered = new CompletableFuture<>();
        answers.executeOnCompletion(new IOCallback() {
            @Override
            public void done() {
                // What is in the queue is counted there.
                waiting.getExecutor().execute(() -> answered.complete(waiting.getMessageCount()));
            }

            @Override
            public void onError(int code, String message) {
                answered.completeExceptionally(new IOException(message));
            }
        });
        storage.clearContext();
        assertThat(answered.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void one_whose_session_passes_is_told_in_order_too() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Mqtt3BlockingClient passing = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        passing.connect();
        try (MqttPeer lasting =
                new MqttPeer(port, "a/peer").subscribe(CLIENTS + "+/connected", MqttQos.AT_LEAST_ONCE)) {
            passing.toAsync()
                    .subscribeWith()
                    .topicFilter(CLIENTS + "+/+")
                    .callback(notice -> heard.add(notice.getTopic().toString()))
                    .send()
                    .join();
            ClientNotices notices = new ClientNotices(broker.server(), 3);
            RemotingConnection connection = named("connection");
            for (int i = 0; i < 50; i++) {
                notices.claimed("brief" + i, connection);
                notices.connected("brief" + i, connection);
                notices.closed("brief" + i, connection);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(CLIENTS + "brief" + i + "/connected");
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(CLIENTS + "brief" + i + "/disconnected");
            }
            assertThat(next(lasting)).isEqualTo(CLIENTS + "brief0/connected");
        } finally {
            passing.disconnect();
        }
    }

    /** Nothing of a connection is asked but which one it is. */
    private static RemotingConnection named(String name) {
        return (RemotingConnection) Proxy.newProxyInstance(
                RemotingConnection.class.getClassLoader(),
                new Class<?>[] {RemotingConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> name.hashCode();
                    default -> name;
                });
    }

    private Socket connected(String client) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {4, 0b0000_0010, 0, 60});
        text(body, client);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(body.size());
        body.writeTo(packet);
        socket.getOutputStream().write(packet.toByteArray());
        new DataInputStream(socket.getInputStream()).readFully(new byte[4]);
        return socket;
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        to.write(0);
        to.write(octets.length);
        to.writeBytes(octets);
    }
}
