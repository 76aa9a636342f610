package io.hearth.device.intake;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.runtime.bus.Demand;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes as many messages from the client as there is room for, by number and octets; an acknowledgement makes room for more. */
final class Receiver implements Subscriber<Mqtt5Publish> {
    private static final String STAMP = "hearth-origin";

    private final boolean stamped;
    private final Demand demand;
    private final Consumer<DeviceMessage> arrivals;
    private final Consumer<Throwable> ended;
    private volatile Subscription subscription;

    Receiver(boolean stamped, Demand demand, Consumer<DeviceMessage> arrivals, Consumer<Throwable> ended) {
        this.stamped = stamped;
        this.demand = demand;
        this.arrivals = arrivals;
        this.ended = ended;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(demand.first());
    }

    @Override
    public void onNext(Mqtt5Publish publish) {
        PacketFacts packet = PacketFacts.of(publish);
        byte[] payload = publish.getPayloadAsBytes();
        arrivals.accept(new DeviceMessage(
                publish.getTopic().toString(),
                payload,
                packet.packetId(),
                packet.duplicate(),
                stamped ? stamp(publish) : OptionalLong.empty(),
                () -> acknowledge(publish, payload.length),
                publish.getCorrelationData().map(Receiver::octets),
                System.nanoTime(),
                false,
                Optional.empty(),
                UsedValues.NONE));
        request(demand.arrived(payload.length));
    }

    private static byte[] octets(ByteBuffer data) {
        byte[] octets = new byte[data.remaining()];
        data.duplicate().get(octets);
        return octets;
    }

    private void acknowledge(Mqtt5Publish publish, int octets) {
        publish.acknowledge();
        request(demand.done(octets));
    }

    private void request(int more) {
        if (more > 0) {
            subscription.request(more);
        }
    }

    /** The last one counts: the broker puts its own behind what a client may have sent. */
    private static OptionalLong stamp(Mqtt5Publish publish) {
        OptionalLong stamp = OptionalLong.empty();
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            if (property.getName().toString().equals(STAMP)) {
                stamp = nanos(property.getValue());
            }
        }
        return stamp;
    }

    private static OptionalLong nanos(MqttUtf8String text) {
        try {
            long nanos = Long.parseLong(text.toString());
            return nanos > 0 ? OptionalLong.of(nanos) : OptionalLong.empty();
        } catch (NumberFormatException notOurs) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.accept(failure);
    }

    @Override
    public void onComplete() {
        ended.accept(null);
    }
}
