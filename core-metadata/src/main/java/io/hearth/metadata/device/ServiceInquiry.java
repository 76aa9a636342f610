package io.hearth.metadata.device;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.BusUnavailable;
import io.hearth.runtime.bus.NobodyListens;
import io.hearth.runtime.bus.Requests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one device service about several devices, a few at a time. An EdgeX service answers one after another, so a device's
 * wait begins anew with each answer that the service gives to one before it: many devices do not make it look silent.
 */
final class ServiceInquiry {
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final Requests requests;
    private final Topics topics;
    private final String service;
    private final Patience patience;
    private final long until;
    private final Map<Device, Optional<EdgexException>> answers = new LinkedHashMap<>();
    private final Deque<Asked> asked = new ArrayDeque<>();
    /** When the service was last heard; written by the bus. */
    private volatile long heard;
    /** Once the service is known not to answer: what its other devices are told. */
    private Optional<EdgexException> absent = Optional.empty();

    /**
     * How long to wait for what.
     *
     * @param atOnce  how many devices may wait for their answer
     * @param silence how long a service may say nothing at all, and the bus be away
     * @param absence for how long nobody may be subscribed
     */
    record Patience(int atOnce, Duration silence, Duration absence) {}

    private record Asked(Device device, long at, CompletableFuture<Envelope<Object>> reply) {}

    /** An inquiry that ends at {@code until} at the latest ({@link System#nanoTime}). */
    ServiceInquiry(Requests requests, Topics topics, String service, Patience patience, long until) {
        this.requests = requests;
        this.topics = topics;
        this.service = service;
        this.patience = patience;
        this.until = until;
        this.heard = System.nanoTime();
    }

    /** The service's objection to each device; empty for those that it takes. */
    Map<Device, Optional<EdgexException>> ask(List<Device> devices) {
        try {
            Iterator<Device> next = devices.iterator();
            while (next.hasNext() || !asked.isEmpty()) {
                while (asked.size() < patience.atOnce() && next.hasNext() && absent.isEmpty()) {
                    asked.add(send(next.next()));
                }
                if (asked.isEmpty()) {
                    answers.put(next.next(), absent);
                } else {
                    Asked first = asked.remove();
                    answers.put(first.device(), answer(first));
                }
            }
            return answers;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable("core-metadata is stopping");
        } finally {
            asked.forEach(left -> left.reply().cancel(false));
        }
    }

    private Asked send(Device device) {
        String requestId = UUID.randomUUID().toString();
        Envelope<AddDeviceRequest> request =
                Envelope.request(requestId, new AddDeviceRequest(ApiVersion.V3, requestId, device), Map.of());
        CompletableFuture<Envelope<Object>> reply = requests.send(
                topics.validateDevice(service),
                topics.response(service, requestId),
                request,
                Object.class,
                patience.silence());
        reply.thenRun(() -> heard = System.nanoTime());
        return new Asked(device, System.nanoTime(), reply);
    }

    private Optional<EdgexException> answer(Asked asked) throws InterruptedException {
        Asked current = asked;
        long missedSince = asked.at();
        while (true) {
            long left =
                    Math.min(Math.max(current.at(), heard) + patience.silence().toNanos(), until) - System.nanoTime();
            try {
                Envelope<Object> reply = current.reply().get(Math.max(0, left), TimeUnit.NANOSECONDS);
                return reply.isError() ? Optional.of(objection(asked.device(), reply)) : Optional.empty();
            } catch (TimeoutException notYet) {
                if (left <= 0) {
                    current.reply().cancel(false);
                    return Optional.of(silent(current));
                }
            } catch (ExecutionException failure) {
                long now = System.nanoTime();
                long patienceLeft =
                        switch (failure.getCause()) {
                            // The service may have lost the same broker, and needs its own time to be back.
                            case BusUnavailable away -> {
                                missedSince = now;
                                yield Math.min(
                                                Math.max(asked.at(), heard)
                                                        + patience.silence().toNanos(),
                                                until)
                                        - now;
                            }
                            case NobodyListens missing ->
                                Math.max(missedSince, heard)
                                        + patience.absence().toNanos()
                                        - now;
                            default -> 0;
                        };
                if (absent.isPresent() || !retried(failure.getCause())) {
                    return Optional.of(failed(asked.device(), failure.getCause()));
                }
                if (patienceLeft <= 0) {
                    absent = Optional.of(unreachable(failure.getCause()));
                    return absent;
                }
                // It may be coming back at this moment.
                Thread.sleep(ASK_AGAIN);
                current = send(asked.device());
            }
        }
    }

    private EdgexException silent(Asked asked) {
        EdgexException told = unavailable("device service '" + service + "' did not say within "
                + patience.silence().toMillis() + " ms whether it takes device '"
                + asked.device().name() + "'");
        if (heard <= asked.at() || System.nanoTime() >= until) {
            absent = Optional.of(told);
        }
        return told;
    }

    private static boolean retried(Throwable failure) {
        return failure instanceof BusUnavailable || failure instanceof NobodyListens;
    }

    private EdgexException unreachable(Throwable failure) {
        return unavailable(
                failure instanceof NobodyListens
                        ? "device service '" + service + "' is not connected to the bus: nobody listens to "
                                + topics.validateDevice(service)
                        : "device service '" + service + "' cannot be asked: " + failure.getMessage());
    }

    private EdgexException objection(Device device, Envelope<?> reply) {
        return new EdgexException(
                ErrorKind.SERVER_ERROR,
                "device service '" + service + "' does not take device '" + device.name() + "': "
                        + reply.errorMessage());
    }

    private EdgexException failed(Device device, Throwable failure) {
        return failure instanceof MalformedEnvelope
                ? new EdgexException(
                        ErrorKind.SERVER_ERROR,
                        "device service '" + service + "' gave no readable answer on device '" + device.name() + "': "
                                + failure.getMessage())
                : unavailable("device service '" + service + "' cannot be asked about device '" + device.name() + "': "
                        + failure.getMessage());
    }

    private static EdgexException unavailable(String message) {
        return new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, message);
    }
}
