package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is stored takes how much of Redis' memory: as Redis itself estimates it from samples, so the cost of asking does not
 * grow with what is stored.
 */
@ApplicationScoped
public class Sizes {
    private static final int DEVICES_TOGETHER = 50;
    private static final int SAMPLED_BUCKETS = 128;
    private static final int SAMPLED_ROLLUPS = 8;
    private static final int COMMANDS_OF_A_DEVICE = 12;

    private final RedisBatch redis;

    Sizes(RedisBatch redis) {
        this.redis = redis;
    }

    /**
     * What a device takes.
     *
     * @param bytes       octets of its events, their counts and latest values
     * @param rollupBytes octets of its statistics
     * @param oldest      Unix ns, empty when it has no events; likewise {@code newest}
     */
    public record OfDevice(String device, long bytes, long rollupBytes, Optional<Long> oldest, Optional<Long> newest) {}

    /** What all of Redis takes, whoever uses it; {@code limit} is its {@code maxmemory}, 0 when it has none. */
    public record OfRedis(long used, long limit) {}

    /** What these devices take, in their order. */
    public List<OfDevice> of(List<String> devices) {
        List<OfDevice> sizes = new ArrayList<>(devices.size());
        for (int from = 0; from < devices.size(); from += DEVICES_TOGETHER) {
            sizes.addAll(measure(devices.subList(from, Math.min(devices.size(), from + DEVICES_TOGETHER))));
        }
        return sizes;
    }

    private List<OfDevice> measure(List<String> devices) {
        List<Request> requests = new ArrayList<>();
        for (String device : devices) {
            DeviceKeys keys = DeviceKeys.of(device);
            List.of(
                            keys.events(),
                            keys.late(),
                            keys.shapes(),
                            keys.counts(),
                            keys.latest(),
                            keys.open(),
                            keys.rollups())
                    .forEach(key -> requests.add(usage(key)));
            requests.add(Request.cmd(Command.ZCARD).arg(keys.rollups()));
            requests.add(Request.cmd(Command.XRANGE)
                    .arg(keys.events())
                    .arg("-")
                    .arg("+")
                    .arg("COUNT")
                    .arg(1));
            requests.add(Request.cmd(Command.ZRANGE).arg(keys.late()).arg(0).arg(0));
            requests.add(Request.cmd(Command.XREVRANGE)
                    .arg(keys.events())
                    .arg("+")
                    .arg("-")
                    .arg("COUNT")
                    .arg(1));
            requests.add(Request.cmd(Command.ZRANGE).arg(keys.late()).arg(-1).arg(-1));
        }
        List<Response> replies = redis.sendRepeatable(requests);
        List<Long> rollups = rollups(devices, replies);
        List<OfDevice> sizes = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            List<Response> own = replies.subList(i * COMMANDS_OF_A_DEVICE, (i + 1) * COMMANDS_OF_A_DEVICE);
            sizes.add(new OfDevice(
                    devices.get(i),
                    own.subList(0, 5).stream().mapToLong(Sizes::octets).sum(),
                    octets(own.get(5)) + octets(own.get(6)) + rollups.get(i),
                    Place.earliest(own.get(8), own.get(9)).map(Place::origin),
                    Place.latest(own.get(10), own.get(11)).map(Place::origin)));
        }
        return sizes;
    }

    /** Closed roll-ups are many small keys: a few of each device stand for all of it. */
    private List<Long> rollups(List<String> devices, List<Response> replies) {
        List<Request> names = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            numbers.add(replies.get(i * COMMANDS_OF_A_DEVICE + 7).toLong());
            names.add(Request.cmd(Command.ZRANDMEMBER)
                    .arg(DeviceKeys.of(devices.get(i)).rollups())
                    .arg(SAMPLED_ROLLUPS));
        }
        List<Response> chosen = redis.sendRepeatable(names);
        List<Request> asked = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            String prefix = DeviceKeys.of(devices.get(i)).prefix();
            chosen.get(i).forEach(name -> asked.add(usage(prefix + name)));
        }
        List<Response> usages = redis.sendRepeatable(asked);
        List<Long> octets = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < devices.size(); i++) {
            int samples = chosen.get(i).size();
            long sum = usages.subList(at, at + samples).stream()
                    .mapToLong(Sizes::octets)
                    .sum();
            octets.add(samples == 0 ? 0 : sum * numbers.get(i) / samples);
            at += samples;
        }
        return octets;
    }

    /** What the index of foreign event ids takes: some of its buckets stand for all. */
    public long ofIndex() {
        List<String> buckets = EventIndex.buckets().toList();
        int step = buckets.size() / SAMPLED_BUCKETS;
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i += step) {
            requests.add(usage(buckets.get(i)));
        }
        return redis.sendRepeatable(requests).stream().mapToLong(Sizes::octets).sum() * step;
    }

    /** What all of Redis takes. */
    public OfRedis ofRedis() {
        String info =
                redis.sendRepeatable(Request.cmd(Command.INFO).arg("memory")).toString();
        return new OfRedis(field(info, "used_memory:"), field(info, "maxmemory:"));
    }

    private static long field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).trim()))
                .findFirst()
                .orElse(0);
    }

    private static Request usage(String key) {
        return Request.cmd(Command.MEMORY).arg("USAGE").arg(key);
    }

    private static long octets(Response usage) {
        return usage == null ? 0 : usage.toLong();
    }
}
