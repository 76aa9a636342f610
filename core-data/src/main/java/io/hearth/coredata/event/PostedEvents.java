package io.hearth.coredata.event;

import com.fasterxml.jackson.databind.util.RawValue;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.outbox.RedisOutbox;
import io.hearth.runtime.redis.RedisBatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the bus of events that came by REST ({@code edgex/events/core/...}; EdgeX message bus, topics). They wait in Redis
 * until the broker has them, so neither it being away nor a crash keeps one from the subscribers; one may come twice.
 */
@ApplicationScoped
public class PostedEvents {
    private static final String KEY = "cd:outbox";

    private final Bus bus;
    private final DataConfig.Posted limits;
    private final RedisOutbox outbox;

    PostedEvents(RedisBatch redis, Bus bus, DataConfig config) {
        this.bus = bus;
        this.limits = config.posted();
        this.outbox = new RedisOutbox(KEY, redis, bus);
    }

    void start(@Observes StartupEvent started) {
        outbox.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        outbox.close();
    }

    /**
     * Puts an event on its way. On return it is safe.
     *
     * @param body          as it was posted, and so published: with fields that we do not know
     * @param cbor          whether it is CBOR and not JSON
     * @param correlationId of the request; "" for a new one
     * @throws EdgexException 503 when too many wait already; posting the event again is safe
     * @throws io.hearth.runtime.redis.StoreUnavailable when Redis did not take it; repeating is safe
     */
    void publish(EventAddress from, AddEventRequest request, byte[] body, boolean cbor, String correlationId) {
        String topic = bus.topics().coreEvent(from.service(), from.profile(), from.device(), from.source());
        Object payload = cbor || !isUtf8(body) ? request : new RawValue(new String(body, StandardCharsets.UTF_8));
        byte[] message = EnvelopeCodec.encode(new Envelope<>(
                ApiVersion.V3,
                "",
                correlationId.isBlank() ? UUID.randomUUID().toString() : correlationId,
                "",
                0,
                payload,
                "",
                cbor ? Envelope.CBOR : Envelope.JSON,
                Map.of(),
                null));
        if (!outbox.offer(topic, message, limits.waiting(), limits.waitingOctets())) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    "the message bus does not take posted events, and too many wait for it, allowed are "
                            + limits.waiting() + " with " + limits.waitingOctets()
                            + " octets together: post it again later");
        }
    }

    /** JSON in UTF-16 or UTF-32, which RFC 4627 allowed, has a zero among its first two octets; a mark of the order is above 0xFD. */
    private static boolean isUtf8(byte[] json) {
        return json.length > 1 && json[0] > 0 && json[1] != 0;
    }
}
