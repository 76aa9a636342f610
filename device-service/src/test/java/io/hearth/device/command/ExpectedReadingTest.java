package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.Samples;
import io.hearth.device.mapping.MappedProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which readings prove that a device did what it was told. */
class ExpectedReadingTest {
    private static final MappedProfile PROFILE = Samples.mapped("""
            name: proved
            deviceResources:
              - { name: plain, properties: { valueType: Float64, readWrite: RW } }
              - { name: single, properties: { valueType: Float32, readWrite: RW } }
              - { name: whole, properties: { valueType: Int32, readWrite: RW } }
              - { name: tenths, properties: { valueType: Int32, readWrite: RW, scale: 10 } }
              - { name: scaled, properties: { valueType: Float64, readWrite: RW, scale: 0.1 } }
              - { name: relay, properties: { valueType: Uint8, readWrite: RW } }
              - { name: state, properties: { valueType: Uint8, readWrite: RW } }
            deviceCommands:
              - { name: switch, readWrite: RW, resourceOperations: [ { deviceResource: relay, mappings: { "1": "on", "0": "off" } } ] }
            """);

    @ParameterizedTest(name = "{0} told {1} is proved by {2} reading {3}: {4}")
    @CsvSource({
        "plain, 23, plain, 23.0, true",
        "plain, 23, plain, 23.0001, false",
        "single, 0.1, plain, 0.10000000149011612, true",
        "single, 0.1, plain, 0.1001, false",
        "whole, 16777217, single, 16777216, false",
        // The device takes whole tens: 47 is told as 4, and shown as 40.
        "tenths, 47, tenths, 40, true",
        "tenths, 47, whole, 40, true",
        "tenths, 47, whole, 47, false",
        "scaled, 2.5, plain, 2.5, true",
        "scaled, 2.5, plain, 25, false",
        "relay, on, relay, on, true",
        "relay, on, state, 1, true",
        "relay, on, state, 0, false",
        "relay, on, relay, off, false",
    })
    void proves(String written, String value, String shown, String read, boolean proved) {
        WrittenValue told =
                WrittenValue.of(PROFILE.resources().get(written), TextNode.valueOf(value), PROFILE.conversion(written));
        ValueType type = PROFILE.resources().get(shown).type();

        ExpectedReading expected =
                ExpectedReading.of(told, PROFILE.conversion(written), type, PROFILE.conversion(shown));

        assertThat(expected.is(read)).isEqualTo(proved);
    }
}
