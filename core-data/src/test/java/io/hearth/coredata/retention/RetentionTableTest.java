package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.Retention;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.live.LiveConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTableTest {
    private static final RetentionRule DEFAULTS = new RetentionRule(-1, 1, Duration.ofHours(168));

    private final LiveConfig live = new LiveConfig();
    private final RetentionTable table = new RetentionTable(new RetentionSettings(
            live,
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(DataConfig.class)
                    .build()
                    .getConfigMapping(DataConfig.class)));

    @Test
    void a_rule_for_a_name_is_not_one_for_names_that_hold_it() {
        table.replace(List.of(device("boiler", "Temp")));

        assertThat(table.rule("boiler", "Temp").minCap()).isEqualTo(101);
        assertThat(List.of(table.rule("boiler", "Temp2"), table.rule("boiler", "RoomTemp")))
                .containsOnly(DEFAULTS);
    }

    @Test
    void a_rule_for_a_device_is_not_one_for_devices_whose_names_hold_it() {
        table.replace(List.of(device("boiler", "Temp")));

        assertThat(table.rule("boiler2", "Temp")).isEqualTo(DEFAULTS);
    }

    @Test
    void an_expression_holds_for_the_whole_names_that_it_matches() {
        table.replace(List.of(device("boiler", "Temp.*")));

        assertThat(table.rule("boiler", "Temp2").minCap()).isEqualTo(101);
        assertThat(table.rule("boiler", "Temp.*").minCap()).isEqualTo(101);
        assertThat(table.rule("boiler", "RoomTemp")).isEqualTo(DEFAULTS);
    }

    @Test
    void a_rule_by_name_goes_before_one_by_expression_and_the_first_of_several_counts() {
        table.replace(List.of(device("boiler", "T.*", "Te.*", "Temp", "[")));

        assertThat(table.rule("boiler", "Temp").minCap()).isEqualTo(103);
        assertThat(table.rule("boiler", "Test").minCap()).isEqualTo(101);
        assertThat(table.rule("boiler", "[").minCap()).isEqualTo(104);
    }

    @Test
    void a_device_that_changes_or_goes_takes_its_rules_along() {
        assertThat(table.isKnown()).isFalse();
        table.replace(List.of(device("boiler", "Temp")));
        assertThat(table.isKnown()).isTrue();

        table.put(device("boiler", "Hum"));
        assertThat(table.rule("boiler", "Temp")).isEqualTo(DEFAULTS);
        assertThat(table.rule("boiler", "Hum").minCap()).isEqualTo(101);

        table.remove("boiler");
        assertThat(table.rule("boiler", "Hum")).isEqualTo(DEFAULTS);
    }

    @Test
    void defaults_that_core_keeper_changes_hold_at_once_also_for_what_an_auto_event_leaves_open() {
        table.replace(List.of(device("boiler", "Temp")));

        live.set("core-data", "Retention/DefaultMaxCap", "7");
        live.set("core-data", "Retention/DefaultMinCap", "-1");
        live.set("core-data", "Retention/DefaultDuration", "2h");

        assertThat(table.rule("attic", "Temp")).isEqualTo(new RetentionRule(7, -1, Duration.ofHours(2)));
        assertThat(table.rule("boiler", "Temp")).isEqualTo(new RetentionRule(7, 101, Duration.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource({"DefaultMaxCap, many", "DefaultMinCap, 1.5", "DefaultDuration, soon", "Interval, 10"})
    void a_default_that_is_none_is_refused_and_changes_nothing(String name, String text) {
        assertThatThrownBy(() -> live.set("core-data", "Retention/" + name, text))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(table.rule("attic", "Temp")).isEqualTo(DEFAULTS);
    }

    /** The rules of the sources keep at least 101, 102 and so on. */
    private static Device device(String name, String... sources) {
        List<AutoEvent> autoEvents = IntStream.range(0, sources.length)
                .mapToObj(i -> new AutoEvent("1s", false, 0, sources[i], new Retention(0, 101 + i, "")))
                .toList();
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "service",
                "p",
                autoEvents,
                Map.of(),
                Map.of(),
                Map.of());
    }
}
