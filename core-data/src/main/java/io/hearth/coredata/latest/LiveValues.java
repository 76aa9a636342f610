package io.hearth.coredata.latest;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.store.Changes;
import io.hearth.coredata.store.Latest;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Current values as they change, for all clients of this process: one thread asks Redis what has changed, while there are
 * clients, whichever core-data stored it.
 */
@ApplicationScoped
public class LiveValues {
    private static final Logger LOG = Logger.getLogger(LiveValues.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final int TOGETHER = 500;

    private final Changes changes;
    private final Latest latest;
    private final DataConfig.Latest limits;
    private final Semaphore places;
    private final Set<LiveClient<Message>> clients = ConcurrentHashMap.newKeySet();
    /** What clients are told of the devices that changed while somebody listened; empty when nobody does. */
    private final Map<String, Known> values = new ConcurrentHashMap<>();

    private Thread watcher;
    private boolean stopped;

    LiveValues(Changes changes, Latest latest, DataConfig config) {
        this.changes = changes;
        this.latest = latest;
        this.limits = config.latest();
        this.places = new Semaphore(limits.clients());
    }

    /** What is sent to a client. */
    sealed interface Message {
        /** The values of a device; a client that comes back with the position misses nothing. */
        record Values(long position, String json) implements Message {}

        /** The stream lives. */
        record Heartbeat() implements Message {}
    }

    /** A device's values, read after the change with this number. */
    private record Known(long number, String json) {}

    /** The current values of a device, as clients get them. */
    record DeviceValues(String apiVersion, String deviceName, List<Reading> readings) {}

    /**
     * A stream of the chosen devices' values: those that changed after the position, then each that changes.
     *
     * @param position 0 for the values of all chosen devices first
     * @throws EdgexException 503 when too many listen already
     */
    Flow.Publisher<Message> listen(DeviceChoice choice, long position) {
        if (!places.tryAcquire()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE, "too many clients listen already, allowed are " + limits.clients());
        }
        return listener -> open(choice, position, listener);
    }

    private void open(DeviceChoice choice, long position, Flow.Subscriber<? super Message> listener) {
        LiveClient<Message> client = new LiveClient<>(choice, listener, this::message, this::close);
        listener.onSubscribe(client);
        Thread.ofVirtual().name("latest-client").start(() -> {
            try {
                join(client, position);
            } catch (RuntimeException failed) {
                LOG.debugf("live stream not begun reason=%s", failed.getMessage());
                client.complete();
            }
        });
    }

    private synchronized void join(LiveClient<Message> client, long position) {
        if (stopped) {
            client.complete();
            return;
        }
        // A position that Redis has not reached is of another life of it.
        long from = position > changes.position() ? 0 : position;
        Changes.Since before = changes.since(from);
        client.changed(before.changes());
        clients.add(client);
        if (client.isEnded()) {
            clients.remove(client);
            return;
        }
        // A watcher that is there already may be behind: what it tells twice is told twice.
        if (watcher == null) {
            watcher = Thread.ofVirtual().name("latest-watcher").start(() -> watch(before.position()));
        }
    }

    /** Also from event loops, so without waiting for anybody. */
    private void close(LiveClient<Message> client) {
        places.release();
        clients.remove(client);
    }

    private void watch(long from) {
        long position = from;
        boolean failing = false;
        while (goesOn()) {
            Duration pause = limits.interval();
            try {
                position = tell(position);
                failing = false;
            } catch (RuntimeException notNow) {
                if (!failing) {
                    LOG.warnf("changes not read, trying again reason=%s", notNow.getMessage());
                    failing = true;
                }
                pause = RETRY;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private long tell(long position) {
        Changes.Since since = changes.since(position);
        if (since.changes().isEmpty()) {
            long silence = limits.heartbeat().toNanos();
            clients.forEach(client -> client.heartbeat(silence, new Message.Heartbeat()));
            // Redis began anew.
            return changes.position() < position ? 0 : since.position();
        }
        for (int at = 0; at < since.changes().size(); at += TOGETHER) {
            read(since.changes().subList(at, Math.min(since.changes().size(), at + TOGETHER)));
        }
        clients.forEach(client -> client.changed(since.changes()));
        return since.position();
    }

    /** Reads once for all clients. */
    private void read(List<Changes.Change> some) {
        List<Latest.OfDevice> found =
                latest.byDevice(some.stream().map(Changes.Change::device).toList());
        for (int i = 0; i < found.size(); i++) {
            values.put(some.get(i).device(), new Known(some.get(i).number(), json(found.get(i))));
        }
    }

    private synchronized boolean goesOn() {
        if (clients.isEmpty() || stopped) {
            watcher = null;
            values.clear();
            return false;
        }
        return true;
    }

    /** With the position a client says that it has the change: what was read before the change is not good enough. */
    private Message message(Changes.Change change, long position) {
        Known known = values.get(change.device());
        boolean isNew = known != null && known.number >= change.number();
        return new Message.Values(
                position,
                isNew
                        ? known.json
                        : json(latest.byDevice(List.of(change.device())).getFirst()));
    }

    private static String json(Latest.OfDevice device) {
        return new String(
                Json.bytes(new DeviceValues(ApiVersion.V3, device.device(), device.readings())),
                StandardCharsets.UTF_8);
    }

    /** Before the requests in flight are waited for: a stream has no end of its own. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        synchronized (this) {
            stopped = true;
        }
        List.copyOf(clients).forEach(LiveClient::complete);
    }
}
