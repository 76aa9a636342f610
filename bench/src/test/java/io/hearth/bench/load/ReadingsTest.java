package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Property(tries = 100)
    void exactly_the_readings_that_are_said_to_pass_the_limit_do(
            @ForAll @IntRange(min = 1, max = 30) int devices,
            @ForAll @IntRange(min = 1, max = 30) int rules,
            @ForAll @IntRange(min = 2, max = 40) int period)
            throws Exception {
        Plan plan = plan(devices, Math.min(devices, rules), Readings.LEAST_PAYLOAD);
        Readings readings = new Readings(plan);
        readings.share((double) plan.firing() / devices / period);
        Map<Integer, Boolean> cold = new HashMap<>();

        int crossed = 0;
        int turns = 4 * period + 1;
        for (int i = 0; i < devices * turns; i++) {
            Readings.Reading reading = readings.next();
            boolean isCold = value(reading) < 20;
            assertThat(reading.crosses()).isEqualTo(isCold != cold.getOrDefault(reading.device(), false));
            cold.put(reading.device(), isCold);
            crossed += reading.crosses() ? 1 : 0;
        }

        assertThat(crossed).isEqualTo(4 * plan.firing());
    }

    @Property(tries = 50)
    void a_message_is_json_of_the_size_that_was_asked_for(
            @ForAll @IntRange(min = Readings.LEAST_PAYLOAD, max = 3_000) int payload) throws Exception {
        Readings.Reading reading = new Readings(plan(1, 1, payload)).next();

        assertThat(reading.payload()).hasSize(payload);
        assertThat(value(reading)).isGreaterThanOrEqualTo(30);
    }

    @Property(tries = 100)
    void the_value_says_which_of_the_device_s_readings_it_is_however_a_number_is_written(
            @ForAll @IntRange(min = 1, max = 3) int devices, @ForAll @IntRange(min = 0, max = 3_000) int before)
            throws Exception {
        Readings readings = new Readings(plan(devices, 1, 64));
        for (int i = 0; i < before; i++) {
            readings.next();
        }
        Readings.Reading reading = readings.next();

        assertThat(reading.number()).isEqualTo(before / devices);
        assertThat(Readings.numberOf("" + value(reading))).hasValue(reading.number());
        assertThat(Readings.numberOf(String.format(Locale.ROOT, "%.9e", value(reading))))
                .hasValue(reading.number());
    }

    @Test
    void what_is_no_reading_s_value_has_no_number() {
        assertThat(List.of("", "on", "NaN", "-10.000001", "1e9"))
                .allSatisfy(payload -> assertThat(Readings.numberOf(payload)).isEmpty());
    }

    @Test
    void a_reading_that_was_not_sent_leaves_its_device_where_it_was() throws Exception {
        Readings readings = new Readings(plan(1, 1, 64));
        readings.share(0.5);
        readings.next();
        readings.next();
        Readings.Reading crossing = readings.next();
        assertThat(crossing.crosses()).isTrue();

        readings.unsent(crossing);

        assertThat(value(readings.next())).isGreaterThan(20);
    }

    @Test
    void a_share_that_the_devices_with_rules_cannot_bring_is_refused() {
        Readings readings = new Readings(plan(100, 1, 64));

        assertThatThrownBy(() -> readings.share(0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share=0.01")
                .hasMessageContaining("at most 0.005");
    }

    private static double value(Readings.Reading reading) throws Exception {
        return Json.read(reading.payload(), JsonNode.class).path("current").doubleValue();
    }

    private static Plan plan(int devices, int firing, int payload) {
        return new Plan(
                1883, "bench/{device}/current", "bench/+/set", devices, firing, 1, 1, payload, 0, Plan.Watch.NONE);
    }
}
