package io.hearth.device.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.DiscoveredDevice;
import io.hearth.contracts.metadata.ProvisionWatcher;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** EdgeX device SDK, provision watchers: identifiers and blocking identifiers. */
class WatcherMatchTest {
    private static ProvisionWatcher watcher(Map<String, String> identifiers, Map<String, List<String>> blocking) {
        return watcher(AdminState.UNLOCKED, identifiers, blocking);
    }

    private static ProvisionWatcher watcher(
            AdminState state, Map<String, String> identifiers, Map<String, List<String>> blocking) {
        return new ProvisionWatcher(
                null,
                null,
                "",
                "w",
                "device-mqtt",
                List.of(),
                identifiers,
                blocking,
                state,
                new DiscoveredDevice("p", AdminState.UNLOCKED, List.of(), Map.of()));
    }

    private static final Map<String, Map<String, String>> BIKE =
            Map.of("mqtt", Map.of("name", "bike-17", "topic", "bikes/bike-17/status"));

    @Test
    void an_expression_matches_anywhere_in_the_value() {
        assertThat(WatcherMatch.matches(watcher(Map.of("topic", "17"), Map.of()), BIKE))
                .isTrue();
        assertThat(WatcherMatch.matches(watcher(Map.of("topic", "^17"), Map.of()), BIKE))
                .isFalse();
    }

    @Test
    void an_expression_that_would_fill_the_memory_matches_nothing_and_is_told() {
        ProvisionWatcher huge = watcher(Map.of("name", "((b{0,1000}){0,1000}){0,1000}"), Map.of());
        assertThat(WatcherMatch.matches(huge, BIKE)).isFalse();
        assertThat(WatcherMatch.problem(huge))
                .hasValueSatisfying(why -> assertThat(why).contains("identifier 'name' has more than 2000 steps"));

        ProvisionWatcher lengthy = watcher(Map.of("name", "b|".repeat(501)), Map.of());
        assertThat(WatcherMatch.matches(lengthy, BIKE)).isFalse();
        assertThat(WatcherMatch.problem(lengthy)).isPresent();
        assertThat(WatcherMatch.problem(watcher(Map.of("name", "^bike"), Map.of())))
                .isEmpty();
    }

    @Test
    void all_identifiers_have_to_match_within_one_protocol() {
        ProvisionWatcher both = watcher(Map.of("name", "bike", "address", "10"), Map.of());
        assertThat(WatcherMatch.matches(both, Map.of("a", Map.of("name", "bike"), "b", Map.of("address", "10"))))
                .isFalse();
        assertThat(WatcherMatch.matches(both, Map.of("a", Map.of("name", "bike", "address", "10"))))
                .isTrue();
    }

    @Test
    void a_blocking_value_vetoes_only_as_a_whole() {
        assertThat(WatcherMatch.matches(watcher(Map.of("name", "."), Map.of("name", List.of("bike-17"))), BIKE))
                .isFalse();
        assertThat(WatcherMatch.matches(watcher(Map.of("name", "."), Map.of("name", List.of("bike-1"))), BIKE))
                .isTrue();
    }

    @Test
    void one_that_is_locked_or_has_no_expression_waits_for_nothing() {
        assertThat(WatcherMatch.matches(watcher(AdminState.LOCKED, Map.of("name", "."), Map.of()), BIKE))
                .isFalse();
        assertThat(WatcherMatch.matches(watcher(Map.of("name", "("), Map.of()), BIKE))
                .isFalse();
        assertThat(WatcherMatch.matches(watcher(Map.of(), Map.of()), BIKE)).isFalse();
    }

    @Property(tries = 300)
    void it_is_what_edgex_says_of_any_values(
            @ForAll @Size(min = 1, max = 3)
                    Map<
                                    @StringLength(value = 1) @CharRange(from = 'a', to = 'c') String,
                                    @StringLength(min = 1, max = 2) @CharRange(from = 'x', to = 'z') String>
                            identifiers,
            @ForAll @Size(max = 2)
                    Map<
                                    @StringLength(value = 1) @CharRange(from = 'a', to = 'c') String,
                                    @Size(max = 2) List<@StringLength(max = 3) @CharRange(from = 'x', to = 'z') String>>
                            blocking,
            @ForAll @Size(max = 3)
                    Map<
                                    @StringLength(value = 1) String,
                                    @Size(max = 3) Map<
                                            @StringLength(value = 1) @CharRange(from = 'a', to = 'c') String,
                                            @StringLength(max = 3) @CharRange(from = 'x', to = 'z') String>>
                            protocols) {
        boolean vetoed = false;
        boolean found = false;
        for (Map<String, String> properties : protocols.values()) {
            boolean all = true;
            for (String key : identifiers.keySet()) {
                String value = properties.get(key);
                all &= value != null
                        && Pattern.compile(identifiers.get(key)).matcher(value).find();
            }
            found |= all;
            for (String key : blocking.keySet()) {
                vetoed |= properties.containsKey(key) && blocking.get(key).contains(properties.get(key));
            }
        }
        assertThat(WatcherMatch.matches(watcher(identifiers, blocking), protocols))
                .isEqualTo(found && !vetoed);
    }
}
