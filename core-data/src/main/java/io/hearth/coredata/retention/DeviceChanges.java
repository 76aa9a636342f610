package io.hearth.coredata.retention;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.coredata.BusIntake;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.store.Purge;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.live.LiveConfig;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Listens to what core-metadata tells of devices: their rules are taken over, and the data of a deleted device goes when
 * {@code Writable.EventPurge} says so.
 */
@Singleton
public class DeviceChanges extends BusIntake {
    static final String CHANNEL = "cd-devices";
    private static final Logger LOG = Logger.getLogger(DeviceChanges.class);

    private final RetentionTable table;
    private final Purge purge;
    private final Supplier<Boolean> purges;

    DeviceChanges(
            @Channel(CHANNEL) Multi<Message<byte[]>> channel,
            BusConfig bus,
            RetentionTable table,
            Purge purge,
            LiveConfig live,
            DataConfig config) {
        super(CHANNEL, channel, bus);
        this.table = table;
        this.purge = purge;
        this.purges = live.follow(
                "core-data",
                "Writable/EventPurge",
                LiveConfig::flag,
                config.retention().eventPurge());
    }

    @Override
    protected void handle(List<BusMessage> batch) {
        for (BusMessage message : batch) {
            try {
                SystemEvent event = EnvelopeCodec.decode(message.payload(), SystemEvent.class)
                        .payload();
                if (event != null && "device".equals(event.type())) {
                    take(event, Json.mapper().convertValue(event.details(), Device.class));
                }
            } catch (MalformedEnvelope | IllegalArgumentException unreadable) {
                // What it said is read with all devices before the next cycle.
                LOG.warnf("system event not readable topic=%s reason=%s", message.topic(), unreadable.getMessage());
            }
        }
    }

    private void take(SystemEvent event, Device device) {
        if (device == null || device.name() == null) {
            return;
        }
        if (!"delete".equals(event.action())) {
            table.put(device);
            return;
        }
        table.remove(device.name());
        if (purges.get()) {
            purge.device(device.name(), event.timestamp());
        }
    }
}
