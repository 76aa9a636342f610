package io.hearth.device.intake;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes as many messages from one client as there is room for, by number and octets; an acknowledgement makes room for more. */
final class Receiver implements Subscriber<Mqtt5Publish> {
    private static final long LEAST_PAUSE = 1_000_000;
    private static final String STAMP = "hearth-origin";

    private final boolean stamped;
    private final Inflow inflow;
    private final Predicate<String> atMostOnce;
    private final Consumer<DeviceMessage> arrivals;
    private final Consumer<Throwable> ended;
    private volatile Subscription subscription;
    /** Only the client's own thread knows it. */
    private long owedNanos;

    /**
     * Not yet begun.
     *
     * @param stamped    whether the broker stamps the time of arrival
     * @param atMostOnce the topics of messages that may wait for long: they are acknowledged when they come, with whatever QoS
     * @param ended      told why nothing comes any more
     */
    Receiver(
            boolean stamped,
            Inflow inflow,
            Predicate<String> atMostOnce,
            Consumer<DeviceMessage> arrivals,
            Consumer<Throwable> ended) {
        this.stamped = stamped;
        this.inflow = inflow;
        this.atMostOnce = atMostOnce;
        this.arrivals = arrivals;
        this.ended = ended;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        inflow.begin(given);
    }

    @Override
    public void onNext(Mqtt5Publish publish) {
        byte[] payload = publish.getPayloadAsBytes();
        String topic = publish.getTopic().toString();
        boolean once = publish.getQos() != MqttQos.AT_MOST_ONCE && atMostOnce.test(topic);
        PacketFacts packet = once ? PacketFacts.NONE : PacketFacts.of(publish);
        Runnable done = () -> inflow.done(payload.length);
        DeviceMessage message = new DeviceMessage(
                topic,
                payload,
                packet.packetId(),
                packet.duplicate(),
                stamped ? stamp(publish) : OptionalLong.empty(),
                once ? done : () -> acknowledge(publish, done),
                publish.getCorrelationData().map(Receiver::octets),
                System.nanoTime(),
                false,
                Optional.empty(),
                UsedValues.NONE);
        if (!inflow.arrived(subscription, payload.length)) {
            return;
        }
        if (once) {
            publish.acknowledge();
        }
        arrivals.accept(message);
        slowDown(payload.length);
    }

    /** In portions: a thread that waits for less is woken up too late anyway. */
    private void slowDown(int octets) {
        owedNanos += inflow.pause(octets);
        if (owedNanos >= LEAST_PAUSE) {
            long begun = System.nanoTime();
            LockSupport.parkNanos(owedNanos);
            owedNanos = Math.max(0, owedNanos - (System.nanoTime() - begun));
        }
    }

    private static void acknowledge(Mqtt5Publish publish, Runnable done) {
        publish.acknowledge();
        done.run();
    }

    private static byte[] octets(ByteBuffer data) {
        byte[] octets = new byte[data.remaining()];
        data.duplicate().get(octets);
        return octets;
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
