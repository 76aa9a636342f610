package io.hearth.command.profile;

import io.hearth.command.CommandConfig;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices that commands go to, remembered as {@link Profiles} are. EdgeX asks core-metadata for each command; that costs more than
 * all else that is done for one.
 */
@Singleton
public class Devices implements Listener {
    private final Metadata metadata;
    private final Bus bus;
    private final Remembered<Device> known;

    Devices(Metadata metadata, CommandConfig config, Bus bus) {
        this.metadata = metadata;
        this.bus = bus;
        this.known = new Remembered<>(config.maxDevices(), config.deviceTime());
    }

    void start(@Observes StartupEvent event) {
        bus.listen(List.of(bus.topics().metadataEvents("device")), this);
    }

    /**
     * The device of that name.
     *
     * @throws EdgexException with core-metadata's own answer (404), or 503 when it has none
     */
    public Device of(String name) {
        return known.of(name, () -> metadata.device(name));
    }

    /**
     * The device as it is now, when its service has refused a command: news of a change may still be on its way, and then another
     * service serves it, or nobody knows it any more.
     *
     * @return empty when it is as it was remembered
     * @throws EdgexException as {@link #of}
     */
    public Optional<Device> changed(Device remembered) {
        known.forget(remembered.name());
        Device now = of(remembered.name());
        return now.serviceName().equals(remembered.serviceName()) ? Optional.empty() : Optional.of(now);
    }

    @Override
    public void received(BusMessage message) {
        changedDevice(message).ifPresentOrElse(known::forget, known::forgetAll);
    }

    private static Optional<String> changedDevice(BusMessage message) {
        try {
            SystemEvent event =
                    EnvelopeCodec.decode(message.payload(), SystemEvent.class).payload();
            return event != null && event.details() instanceof Map<?, ?> device
                    ? Optional.ofNullable(device.get("name")).map(Object::toString)
                    : Optional.empty();
        } catch (MalformedEnvelope unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void listening() {
        known.forgetAll();
    }
}
