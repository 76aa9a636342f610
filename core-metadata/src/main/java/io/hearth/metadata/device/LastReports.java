package io.hearth.metadata.device;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.event.LastReported;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * When each device last reported, as core-data tells it. Kept beside the devices and not in them: a device that reports is
 * not a device that was changed.
 */
@Singleton
class LastReports {
    /** The hash of times, Unix ms, by device name. */
    static final String KEY = "md:device:reported";

    private static final Logger LOG = Logger.getLogger(LastReports.class);
    private static final Script KEEP = Script.resource(LastReports.class, "reported.lua");
    private static final int PER_CALL = 500;

    private final RedisBatch redis;
    private final Bus bus;
    private BatchConsumer consumer;

    LastReports(RedisBatch redis, Bus bus) {
        this.redis = redis;
        this.bus = bus;
    }

    void start(@Observes StartupEvent event, @Channel("md-reported") Multi<Message<byte[]>> channel) {
        consumer = BatchConsumer.start("md-reported", channel, bus.consumerLimits(), this::told);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** When these devices last reported, in their order; null for those that never did. */
    List<Long> of(List<String> devices) {
        if (devices.isEmpty()) {
            return List.of();
        }
        Request request = Request.cmd(Command.HMGET).arg(KEY);
        devices.forEach(request::arg);
        List<Long> times = new ArrayList<>(devices.size());
        for (Response time : redis.sendRepeatable(request)) {
            times.add(time == null ? null : time.toLong());
        }
        return times;
    }

    private void told(List<BusMessage> batch) {
        Map<String, Long> latest = new HashMap<>();
        batch.forEach(message -> read(message).forEach((device, at) -> latest.merge(device, at, Math::max)));
        List<Map.Entry<String, Long>> all = List.copyOf(latest.entrySet());
        for (int from = 0; from < all.size(); from += PER_CALL) {
            List<Map.Entry<String, Long>> some = all.subList(from, Math.min(all.size(), from + PER_CALL));
            KEEP.run(redis, () -> {
                Request call = KEEP.call(List.of(KEY, Kinds.DEVICE.documents()));
                // As text: the client writes some numbers right below powers of ten wrongly.
                some.forEach(time -> call.arg(time.getKey()).arg(Long.toString(time.getValue())));
                return List.of(call);
            });
        }
    }

    private static Map<String, Long> read(BusMessage message) {
        try {
            LastReported told =
                    EnvelopeCodec.decode(message.payload(), LastReported.class).payload();
            return told == null ? Map.of() : told.devices();
        } catch (MalformedEnvelope unreadable) {
            LOG.warnf("last reported times not readable topic=%s reason=%s", message.topic(), unreadable.getMessage());
            return Map.of();
        }
    }
}
