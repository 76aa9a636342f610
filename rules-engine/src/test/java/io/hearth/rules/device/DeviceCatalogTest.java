package io.hearth.rules.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.rule.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeviceCatalogTest {
    private final DeviceCatalog catalog = new DeviceCatalog(1000, 1000);

    private static KnownDevice device(String name, String profile, String... labels) {
        return new KnownDevice(name, profile, List.of(labels));
    }

    @Test
    void a_selector_stands_for_the_devices_of_its_profile_label_or_pattern() {
        catalog.put(device("bike-1", "ebike", "fleet", "north"));
        catalog.put(device("bike-2", "ebike", "fleet"));
        catalog.put(device("lock-1", "lock", "north"));

        assertThat(catalog.of(new Selector.Profile("ebike"))).containsExactlyInAnyOrder("bike-1", "bike-2");
        assertThat(catalog.of(new Selector.Label("north"))).containsExactlyInAnyOrder("bike-1", "lock-1");
        assertThat(catalog.of(new Selector.Pattern("*-1"))).containsExactlyInAnyOrder("bike-1", "lock-1");
        assertThat(catalog.of(new Selector.Pattern("bike-?"))).containsExactlyInAnyOrder("bike-1", "bike-2");
        assertThat(catalog.of(new Selector.Profile("nobody's"))).isEmpty();
    }

    @Test
    void a_device_that_is_named_is_one_whether_it_is_known_or_not() {
        assertThat(catalog.of(new Selector.Device("not-there-yet"))).containsExactly("not-there-yet");
        assertThat(catalog.includes(new Selector.Device("not-there-yet"), "not-there-yet"))
                .isTrue();
    }

    @Test
    void a_pattern_stands_for_known_devices_only() {
        assertThat(catalog.includes(new Selector.Pattern("*"), "not-there-yet")).isFalse();
    }

    @Test
    void who_listens_is_told_of_changes_until_it_listens_no_more() {
        AtomicInteger told = new AtomicInteger();
        Runnable noMore = catalog.onChange(any -> told.incrementAndGet());
        catalog.onChange(any -> {});

        catalog.tellChanged();
        noMore.run();
        catalog.tellChanged();

        assertThat(told).hasValue(1);
    }

    @Test
    void a_device_that_changes_its_labels_leaves_the_old_ones() {
        catalog.put(device("bike-1", "ebike", "north"));

        assertThat(catalog.put(device("bike-1", "ebike", "south"))).isTrue();

        assertThat(catalog.of(new Selector.Label("north"))).isEmpty();
        assertThat(catalog.of(new Selector.Label("south"))).containsExactly("bike-1");
    }

    @Test
    void what_changes_nothing_for_a_selector_is_no_change() {
        assertThat(catalog.put(device("bike-1", "ebike", "north", "north"))).isTrue();

        assertThat(catalog.put(device("bike-1", "ebike", "north", "north"))).isFalse();
        assertThat(catalog.put(device("bike-1", "ebike", "north"))).isFalse();
        assertThat(catalog.remove("bike-2")).isFalse();
    }

    @Test
    void devices_beyond_the_most_are_counted_and_not_known_until_there_is_room() {
        DeviceCatalog small = new DeviceCatalog(1, 1);
        small.put(device("bike-1", "ebike"));

        assertThat(small.put(device("bike-2", "ebike"))).isFalse();

        assertThat(small.refused()).isEqualTo(1);
        assertThat(small.size()).isEqualTo(1);
        small.remove("bike-1");
        assertThat(small.put(device("bike-2", "ebike"))).isTrue();
    }

    @Test
    void texts_that_devices_share_are_held_once() {
        catalog.put(device("bike-1", new String("ebike"), new String("fleet")));
        catalog.put(device("bike-2", new String("ebike"), new String("fleet")));

        KnownDevice one = catalog.device("bike-1").orElseThrow();
        KnownDevice other = catalog.device("bike-2").orElseThrow();
        assertThat(one.profile()).isSameAs(other.profile());
        assertThat(one.labels()).isSameAs(other.labels());
    }

    /** A change: a device as it is now, or, without a profile and labels, one that goes. */
    @Provide
    Arbitrary<List<KnownDevice>> changes() {
        return Combinators.combine(
                        Arbitraries.of("a1", "a2", "b1", "b2", "ab"),
                        Arbitraries.of("", "p", "q"),
                        Arbitraries.of("x", "y").set().ofMaxSize(2))
                .as((name, profile, labels) -> new KnownDevice(name, profile, List.copyOf(labels)))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 200)
    void its_indexes_say_the_same_as_looking_at_every_device(@ForAll("changes") List<KnownDevice> changes) {
        DeviceCatalog indexed = new DeviceCatalog(1000, 10);
        Map<String, KnownDevice> all = new HashMap<>();
        for (KnownDevice change : changes) {
            if (change.profile().isEmpty() && change.labels().isEmpty()) {
                indexed.remove(change.name());
                all.remove(change.name());
            } else {
                indexed.put(change);
                all.put(change.name(), change);
            }
        }

        same(indexed, all, new Selector.Profile("p"), device -> device.profile().equals("p"));
        same(indexed, all, new Selector.Label("x"), device -> device.labels().contains("x"));
        same(indexed, all, new Selector.Pattern("a*"), device -> device.name().startsWith("a"));
        same(indexed, all, new Selector.Pattern("?1"), device -> device.name().endsWith("1"));
        assertThat(indexed.size()).isEqualTo(all.size());
    }

    private static void same(
            DeviceCatalog indexed, Map<String, KnownDevice> all, Selector selector, Predicate<KnownDevice> fits) {
        Set<String> expected =
                all.values().stream().filter(fits).map(KnownDevice::name).collect(Collectors.toSet());
        assertThat(indexed.of(selector)).isEqualTo(expected);
        Set<String> included = new HashSet<>(all.keySet());
        included.removeIf(name -> !indexed.includes(selector, name));
        assertThat(included).isEqualTo(expected);
    }
}
