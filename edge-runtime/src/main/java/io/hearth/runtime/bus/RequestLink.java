package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5RxClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientReconnector;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Requests, which are worth nothing when nobody waits for them any more: a session that is taken up again only within {@code
 * hearth.bus.keep-requests}. The broker is told to forget it then (MQTT 5, session expiry interval). That alone is not enough,
 * since a broker that is restarted may still have it: so we begin anew unless we know that we were there so lately.
 */
final class RequestLink implements Link {
    private static final Logger LOG = Logger.getLogger(RequestLink.class);
    /** An interval is given in whole seconds, and what is left of it is rounded down (MQTT 5, 3.3.2.3.3). */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private static final long LONGEST_BEAT_MILLIS = 1000;

    private final BusConfig bus;
    private final String clientId;
    private final LastSeen lastSeen;
    private final Mqtt5RxClient client;
    private final Thread heart;
    private final OpenRequests open;
    private final Thread release;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final ReconnectPause pause;
    private volatile boolean there;
    private volatile boolean closed;

    RequestLink(BusConfig bus, String clientId, Watcher watcher) {
        this.bus = bus;
        this.clientId = clientId;
        this.lastSeen = LastSeen.of(bus, clientId);
        this.pause = new ReconnectPause(() -> !closed && watcher.wanted(), gone);
        this.client = BusClients.builder5(bus, clientId, bus.maxReconnectDelay())
                .executorConfig(BusClients.BY_ITSELF)
                .addDisconnectedListener(context -> {
                    left();
                    boolean leaving = closed;
                    comeBack((Mqtt5ClientReconnector) context.getReconnector());
                    if (!leaving) {
                        watcher.lost(Address.access(bus).reason(context.getCause()));
                    }
                })
                .addConnectedListener(connected -> {
                    if (closed) {
                        disconnect();
                        return;
                    }
                    there = true;
                    lastSeen.note();
                    watcher.connected();
                })
                .buildRx();
        this.heart = Thread.ofVirtual().name("alive-" + clientId).unstarted(this::live);
        this.open = new OpenRequests(bus.maxHoldBack(), System::nanoTime);
        this.release = Thread.ofVirtual().name("release-" + clientId).unstarted(this::release);
    }

    private void left() {
        if (there) {
            there = false;
            lastSeen.note();
        }
    }

    private void comeBack(Mqtt5ClientReconnector reconnector) {
        Duration delay = Duration.ofNanos(reconnector.getDelay(TimeUnit.NANOSECONDS));
        // Who we are may have been read anew.
        reconnector.connect(connection(delay)
                .extend()
                .simpleAuth(reconnector.getConnect().getSimpleAuth().orElse(null))
                .build());
        pause.begin(reconnector);
    }

    /** What to say to the broker after a pause. */
    private Mqtt5Connect connection(Duration pause) {
        boolean lately = lastSeen.ago()
                .filter(ago -> ago.plus(pause).compareTo(bus.keepRequests()) < 0)
                .isPresent();
        if (!lately) {
            LOG.debugf("what was kept meanwhile is too old, beginning anew client=%s", clientId);
        }
        return Mqtt5Connect.builder()
                .cleanStart(!lately)
                .sessionExpiryInterval(Expiry.seconds(bus.keepRequests()))
                .keepAlive((int) bus.keepAlive().toSeconds())
                .build();
    }

    private void live() {
        long beat = Math.clamp(bus.keepRequests().toMillis() / 5, 50, LONGEST_BEAT_MILLIS);
        try {
            while (!closed) {
                if (there) {
                    lastSeen.note();
                }
                Thread.sleep(beat);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        long pause = Math.clamp(bus.maxHoldBack().toMillis() / 2, 10, LONGEST_BEAT_MILLIS);
        try {
            while (!closed) {
                open.awaitMany();
                Thread.sleep(pause);
                open.letGo();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Multi<Message<byte[]>> messages() {
        return Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(client.publishes(MqttGlobalPublishFilter.ALL, true)))
                .map(this::message);
    }

    private Message<byte[]> message(Mqtt5Publish publish) {
        Deadline deadline = publish.getMessageExpiryInterval().isPresent()
                ? Deadline.in(
                        Duration.ofSeconds(publish.getMessageExpiryInterval().getAsLong())
                                .plus(ROUNDING))
                : Deadline.NONE;
        BusMessage received = new BusMessage(publish.getTopic().toString(), publish.getPayloadAsBytes(), deadline);
        Runnable answered = open.arrived(publish::acknowledge);
        return Message.of(received.payload(), Metadata.of(received), () -> {
            answered.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public void connect() {
        heart.start();
        release.start();
        client().connect(connection(Duration.ZERO)).exceptionally(retried -> null);
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> subscribe(String filter) {
        return client().subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    @Override
    public CompletableFuture<?> leave() {
        closed = true;
        left();
        heart.interrupt();
        release.interrupt();
        pause.end();
        disconnect();
        return gone;
    }

    /** During an attempt the client cannot be told: it is when it is connected, or does not try again. */
    private void disconnect() {
        if (client.getState() == MqttClientState.DISCONNECTED) {
            gone.complete(null);
        } else {
            client().disconnect().exceptionally(notConnected -> null);
        }
    }

    private Mqtt5AsyncClient client() {
        return client.toAsync();
    }
}
