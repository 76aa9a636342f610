package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much is stored of each device, as the scripts keep it with the events. */
@ApplicationScoped
public class Counts {
    private final RedisBatch redis;

    Counts(RedisBatch redis) {
        this.redis = redis;
    }

    /**
     * What is stored of a device.
     *
     * @param bySource how many events of each source; a source without events is not there
     */
    public record OfDevice(String device, long events, long readings, Map<String, Long> bySource) {}

    /** What is stored of one device. */
    public OfDevice of(String device) {
        return of(List.of(device)).getFirst();
    }

    /** What is stored of these devices, in their order. */
    public List<OfDevice> of(List<String> devices) {
        List<Response> replies = redis.sendRepeatable(devices.stream()
                .map(device ->
                        Request.cmd(Command.HGETALL).arg(DeviceKeys.of(device).counts()))
                .toList());
        List<OfDevice> counts = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            counts.add(read(devices.get(i), replies.get(i)));
        }
        return counts;
    }

    private static OfDevice read(String device, Response fields) {
        long events = 0;
        long readings = 0;
        Map<String, Long> bySource = new HashMap<>();
        for (String field : fields.getKeys()) {
            long count = fields.get(field).toLong();
            if (field.equals(DeviceKeys.EVENTS)) {
                events = count;
            } else if (field.equals(DeviceKeys.READINGS)) {
                readings = count;
            } else {
                DeviceKeys.sourceOf(field).ifPresent(source -> bySource.put(source, count));
            }
        }
        return new OfDevice(device, events, readings, bySource);
    }
}
