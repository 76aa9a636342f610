package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3RxClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.smallrye.mutiny.Multi;
import java.util.concurrent.CompletableFuture;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** A session that the broker keeps until we come back, or one that it does not keep at all (MQTT 3.1.1, clean session). */
final class SessionLink implements Link {
    private final BusConfig bus;
    private final boolean durable;
    private final Mqtt3RxClient client;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final ReconnectPause pause;
    private volatile boolean closed;

    SessionLink(BusConfig bus, String clientId, boolean durable, Watcher watcher) {
        this.bus = bus;
        this.durable = durable;
        this.pause = new ReconnectPause(() -> !closed && watcher.wanted(), gone);
        this.client = BusClients.builder(bus, clientId)
                .executorConfig(BusClients.BY_ITSELF)
                .addDisconnectedListener(context -> {
                    boolean leaving = closed;
                    pause.begin(context.getReconnector());
                    if (!leaving) {
                        watcher.lost(Address.access(bus).reason(context.getCause()));
                    }
                })
                .addConnectedListener(connected -> {
                    if (closed) {
                        disconnect();
                    } else {
                        watcher.connected();
                    }
                })
                .buildRx();
    }

    @Override
    public Multi<Message<byte[]>> messages() {
        return Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(client.publishes(MqttGlobalPublishFilter.ALL, true)))
                .map(SessionLink::message);
    }

    private static Message<byte[]> message(Mqtt3Publish publish) {
        BusMessage received = new BusMessage(publish.getTopic().toString(), publish.getPayloadAsBytes());
        return Message.of(received.payload(), Metadata.of(received), () -> {
            publish.acknowledge();
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public void connect() {
        client().connectWith()
                .cleanSession(!durable)
                .keepAlive((int) bus.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
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

    private Mqtt3AsyncClient client() {
        return client.toAsync();
    }
}
