package io.hearth.metadata.device;

import io.hearth.metadata.MetadataConfig;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Requests;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Asks device services over the bus whether they take a device (EdgeX message bus, device validation). A service that does
 * not answer within {@code hearth.bus.request-timeout} is not there; one that nobody listens for is known not to be. While
 * the bus is away the question waits as long for it.
 */
@Singleton
class DeviceValidation {
    private final Requests requests;
    private final Bus bus;
    private final DeviceLimits.Validation limits;

    DeviceValidation(Requests requests, Bus bus, MetadataConfig config) {
        this.requests = requests;
        this.bus = bus;
        this.limits = config.device().validation();
    }

    void start(@Observes StartupEvent event) {
        requests.open();
    }

    /** Whether anybody can be asked now. */
    boolean connected() {
        return requests.connected();
    }

    /** What the services say, for the devices of one request. */
    Verdicts verdicts() {
        long until = System.nanoTime() + limits.longest().toNanos();
        return new Verdicts((service, devices) ->
                new ServiceInquiry(requests, bus.topics(), service, patience(), until).ask(List.copyOf(devices)));
    }

    private ServiceInquiry.Patience patience() {
        return new ServiceInquiry.Patience(limits.atOnce(), bus.requestTimeout(), limits.absence());
    }
}
