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

    /** The hash of the newest readings of other shares' devices that the share of this partition watches as well. */
    public String heard() {
        return key("heard");
    }

    /** When rules of the share whose home this is were evaluated last. */
    public String alive() {
        return key("alive");
    }

    /** As {@link #window}, of another share's device. */
    public String heardWindow(String signal) {
        return key("heard-window:" + signal);
    }

    /** The hash of actions that wait, by their command id. */
    public String outbox() {
        return key("outbox");
    }

    /** The hash of alarms, by their id. */
    public String alarms() {
        return key("alarm");
    }

    /** The hash of what silences hold back, by rule and device. */
    public String heldBack() {
        return key("held");
    }

    /** The list of what became of a rule for one device, newest first. */
    public String why(String ruleAndDevice) {
        return key("why:" + ruleAndDevice);
    }

    /** Which of those lists there are, by when they were written to last. */
    public String whyIndex() {
        return key("why");
    }

    /** The sorted set of the newest readings of a signal that windows look at. */
    public String window(String signal) {
        return key("window:" + signal);
    }

    private String key(String what) {
        return "re:{" + number + "}:" + what;
    }
}
