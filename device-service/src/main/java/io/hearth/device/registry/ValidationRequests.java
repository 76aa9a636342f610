package io.hearth.device.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidValidator;
import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.Admission;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Tells core-metadata whether a device can be taken (EdgeX message bus, device validation). */
@Singleton
class ValidationRequests {
    private static final Logger LOG = Logger.getLogger(ValidationRequests.class);

    private final DeviceConfig config;
    private final RegistryLife registry;
    private final DeviceCatalog catalog;
    private final Bus bus;
    private final Multi<Message<byte[]>> channel;
    private BatchConsumer consumer;

    ValidationRequests(
            DeviceConfig config,
            RegistryLife registry,
            DeviceCatalog catalog,
            Bus bus,
            @Channel("ds-validate") Multi<Message<byte[]>> channel) {
        this.config = config;
        this.registry = registry;
        this.catalog = catalog;
        this.bus = bus;
        this.channel = channel;
    }

    void start(@Observes StartupEvent event) {
        consumer = BatchConsumer.start("ds-validate", channel, bus.consumerLimits(), this::answer);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Whether requests still come in. */
    boolean running() {
        return consumer != null && consumer.running();
    }

    private void answer(List<BusMessage> batch) throws InterruptedException {
        // Devices that are added together mostly share their profile.
        Map<String, Optional<MappedProfile>> fetched = new HashMap<>();
        for (BusMessage message : batch) {
            answer(message, fetched);
        }
    }

    private void answer(BusMessage message, Map<String, Optional<MappedProfile>> fetched) throws InterruptedException {
        Envelope<JsonNode> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), JsonNode.class);
        } catch (MalformedEnvelope malformed) {
            LOG.warnf("validation request not readable topic=%s reason=%s", message.topic(), malformed.getMessage());
            return;
        }
        if (!UuidValidator.isUuid(request.requestId())) {
            LOG.warnf("validation request without a UUID requestID=%s", request.requestId());
            return;
        }
        String topic = bus.topics().response(config.serviceKey().value(), request.requestId());
        // A reply that the bus does not take is of no use later: who asked has stopped waiting by then.
        bus.publish(topic, EnvelopeCodec.encode(reply(request, fetched))).exceptionally(failure -> {
            LOG.warnf("validation not answered topic=%s reason=%s", topic, failure.getMessage());
            return null;
        });
    }

    private Envelope<?> reply(Envelope<JsonNode> request, Map<String, Optional<MappedProfile>> fetched)
            throws InterruptedException {
        try {
            AddDeviceRequest asked = Json.mapper().treeToValue(request.payload(), AddDeviceRequest.class);
            if (asked == null || asked.device() == null) {
                return refused(request, "the request has no device");
            }
            return Admission.objection(asked.device(), profile(asked.device(), fetched), catalog.index())
                    .<Envelope<?>>map(objection -> refused(request, objection))
                    .orElseGet(() -> Envelope.reply(request, null));
        } catch (JsonProcessingException | IllegalArgumentException noDevice) {
            return refused(request, "the request holds no device: " + noDevice.getMessage());
        } catch (MetadataUnavailable away) {
            return refused(request, "its profile cannot be read: " + away.getMessage());
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "validation failed unexpectedly requestID=%s", request.requestId());
            return refused(request, "unexpected error, see the log of the device service");
        }
    }

    private Optional<MappedProfile> profile(Device device, Map<String, Optional<MappedProfile>> fetched)
            throws InterruptedException {
        String name = device.profileName();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<MappedProfile> known = fetched.get(name);
        if (known == null) {
            known = registry.profile(name);
            fetched.put(name, known);
        }
        return known;
    }

    private static Envelope<?> refused(Envelope<?> request, String why) {
        return Envelope.error(request, why, ErrorKind.SERVER_ERROR.status());
    }
}
