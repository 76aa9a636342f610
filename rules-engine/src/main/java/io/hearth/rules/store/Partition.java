package io.hearth.rules.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * One of the fixed number of shares that devices fall into. Everything kept about a device lies under its partition's hash
 * tag, so that it changes in one transaction on a Redis Cluster too, and a start reads a known set of keys.
 *
 * @param number 0 to {@link #COUNT} - 1
 */
public record Partition(int number) {
    /** Never to be changed: what is stored would no longer be found. */
    public static final int COUNT = 64;

    /** The partition of a device. */
    public static Partition of(String device) {
        CRC32 crc = new CRC32();
        crc.update(device.getBytes(StandardCharsets.UTF_8));
        return new Partition((int) (crc.getValue() % COUNT));
    }

    /** All partitions. */
    public static Stream<Partition> all() {
        return IntStream.range(0, COUNT).mapToObj(Partition::new);
    }

    /** Items by the partition of their device. */
    public static <T> Map<Partition, List<T>> group(Collection<T> items, Function<T, String> device) {
        Map<Partition, List<T>> groups = new HashMap<>();
        items.forEach(item -> groups.computeIfAbsent(of(device.apply(item)), any -> new ArrayList<>())
                .add(item));
        return groups;
    }

    /** The hash of rules' states, by {@code KnownRule.watch()}. */
    public String states() {
        return key("state");
    }

    /** The hash of the newest reading of each watched signal. */
    public String readings() {
        return key("last");
    }

    /** The hash of actions that wait, by their command id. */
    public String outbox() {
        return key("outbox");
    }

    /** The sorted set of the newest readings of a signal that windows look at. */
    public String window(String signal) {
        return key("window:" + signal);
    }

    private String key(String what) {
        return "re:{" + number + "}:" + what;
    }
}
