package io.hearth.coredata.reported;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.LastReported;
import io.hearth.coredata.CoreData;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.bus.Bus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells the others which devices reported, on {@code edgex/last-reported/core-data}, once a second and not once an event.
 * Kept in memory until then: what is lost when the process dies, the device's next event makes good.
 */
@ApplicationScoped
public class Reported {
    private static final Logger LOG = Logger.getLogger(Reported.class);

    private final Bus bus;
    private final ReportedLimits limits;
    private final Reports reports;
    private Thread teller;

    Reported(Bus bus, DataConfig config) {
        this.bus = bus;
        this.limits = config.reported();
        this.reports = new Reports(limits.maxDevices());
    }

    void start(@Observes StartupEvent started) {
        teller = Thread.ofVirtual().name("reported").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (teller != null) {
            teller.interrupt();
        }
    }

    /** These events have just been stored. */
    public void stored(Collection<Event> events) {
        reports.stored(events, System.currentTimeMillis());
    }

    private void run() {
        boolean told = true;
        try {
            while (true) {
                Thread.sleep(limits.interval());
                told = tell(told);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tell(boolean before) {
        Map<String, Long> devices = reports.take(limits.perMessage());
        while (!devices.isEmpty()) {
            try {
                bus.publishAndWait(
                        bus.topics().lastReported(CoreData.KEY),
                        EnvelopeCodec.encode(Envelope.event(new LastReported(devices))));
            } catch (RuntimeException notNow) {
                reports.putBack(devices);
                if (before) {
                    LOG.warnf("last reported times wait reason=%s", notNow.getMessage());
                }
                return false;
            }
            devices = reports.take(limits.perMessage());
        }
        return true;
    }
}
