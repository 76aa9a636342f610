package io.hearth.metadata.device;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.runtime.testing.WithBroker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A device service as far as core-metadata sees it on the bus when it validates: QoS 0, a clean session, one request after
 * another in one loop, as EdgeX's SDK works them off.
 */
public final class PlayedService implements AutoCloseable {
    /** What the service does with a request. */
    public sealed interface Answer {
        /** It takes the device. */
        record Taken() implements Answer {}

        /** It does not, and says why. */
        record NotTaken(String why) implements Answer {}

        /** It says nothing. */
        record Silence() implements Answer {}
    }

    private final String name;
    private final Function<Device, Answer> driver;
    private final Mqtt3AsyncClient client;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final List<Envelope<AddDeviceRequest>> asked = new CopyOnWriteArrayList<>();
    private final List<Mqtt3Publish> received = new CopyOnWriteArrayList<>();

    public PlayedService(String name, Function<Device, Answer> driver) {
        this.name = name;
        this.driver = driver;
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter("edgex/" + name + "/validate/device")
                .qos(MqttQos.AT_MOST_ONCE)
                .callback(message -> loop.execute(() -> answer(message)))
                .send()
                .join();
    }

    /** A service that takes every device. */
    public static PlayedService takingAll(String name) {
        return new PlayedService(name, device -> new Answer.Taken());
    }

    private void answer(Mqtt3Publish message) {
        received.add(message);
        Envelope<AddDeviceRequest> request = EnvelopeCodec.decode(message.getPayloadAsBytes(), AddDeviceRequest.class);
        asked.add(request);
        switch (driver.apply(request.payload().device())) {
            case Answer.Taken taken -> reply(request, Envelope.reply(request, null));
            case Answer.NotTaken not -> reply(request, Envelope.error(request, not.why(), 500));
            case Answer.Silence silence -> {}
        }
    }

    private void reply(Envelope<?> request, Envelope<?> reply) {
        client.publishWith()
                .topic("edgex/response/" + name + "/" + request.requestId())
                .payload(EnvelopeCodec.encode(reply))
                .qos(MqttQos.AT_MOST_ONCE)
                .send();
    }

    /** The requests so far. */
    public List<Envelope<AddDeviceRequest>> asked() {
        return asked;
    }

    /** The same as they came. */
    public List<Mqtt3Publish> received() {
        return received;
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(gone -> null).join();
        loop.shutdownNow();
    }
}
