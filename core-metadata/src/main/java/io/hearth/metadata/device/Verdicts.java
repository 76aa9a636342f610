package io.hearth.metadata.device;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What device services say to the devices of one REST request: each device is asked about once, however often the decision
 * on it is made anew, and anew only when it would be another device by then.
 */
final class Verdicts {
    private final BiFunction<String, Set<Device>, Map<Device, Optional<EdgexException>>> ask;
    private final Map<Device, Optional<EdgexException>> known = new ConcurrentHashMap<>();

    /** With the way to ask one service about devices: an empty objection is a yes. */
    Verdicts(BiFunction<String, Set<Device>, Map<Device, Optional<EdgexException>>> ask) {
        this.ask = ask;
    }

    /** Asks all services at once. */
    void ask(Collection<Device> devices) {
        Map<String, Set<Device>> byService = devices.stream()
                .filter(device -> !known.containsKey(device))
                .collect(Collectors.groupingBy(
                        Device::serviceName, Collectors.toCollection(LinkedHashSet<Device>::new)));
        if (byService.isEmpty()) {
            return;
        }
        List<Callable<Map<Device, Optional<EdgexException>>>> inquiries = byService.entrySet().stream()
                .<Callable<Map<Device, Optional<EdgexException>>>>map(
                        service -> () -> ask.apply(service.getKey(), service.getValue()))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Map<Device, Optional<EdgexException>>> answers : threads.invokeAll(inquiries)) {
                known.putAll(answers.get());
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, "core-metadata is stopping");
        }
    }

    /** The device's service takes it, else 500 (it says why not) or 503 (it does not answer). */
    void require(Device device) {
        ask(List.of(device));
        known.get(device).ifPresent(objection -> {
            throw objection;
        });
    }
}
