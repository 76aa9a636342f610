package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.Samples;
import io.hearth.device.mapping.MappedProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the event after a PUT says: what the device was told, as it is read (device-sdk-go makes that event of what it sent). */
class WrittenReadingTest {
    private static final MappedProfile PROFILE = Samples.mapped("""
            name: written
            deviceResources:
              - { name: plain, properties: { valueType: Float64, readWrite: RW } }
              - { name: tenths, properties: { valueType: Int32, readWrite: RW, scale: 10 } }
              - { name: half, properties: { valueType: Uint8, readWrite: RW, mask: 240, shift: -4 } }
              - { name: scaled, properties: { valueType: Float64, readWrite: RW, scale: 0.1 } }
              - { name: checked, properties: { valueType: Int32, readWrite: RW, scale: 10, assertion: "0" } }
              - { name: relay, properties: { valueType: Uint8, readWrite: RW } }
            deviceCommands:
              - { name: switch, readWrite: RW, resourceOperations: [ { deviceResource: relay, mappings: { "1": "on", "0": "off" } } ] }
            """);

    @ParameterizedTest(name = "{0} told {1} is {2} {3}")
    @CsvSource({
        "plain, 23.50, Float64, 23.50",
        // The device takes whole tens: 47 is told as 4, and read as 40.
        "tenths, 47, Int32, 40",
        "tenths, -40, Int32, -40",
        "half, 17, Uint8, 1",
        // Not 2.5300000000000002.
        "scaled, 2.53, Float64, 2.53",
        "checked, 47, Int32, 40",
        "relay, on, String, on",
        "relay, 1, String, on",
        "relay, 7, Uint8, 7"
    })
    void says_what_the_next_reading_would(String resource, String value, String type, String text) {
        WrittenValue written = WrittenValue.of(
                PROFILE.resources().get(resource), TextNode.valueOf(value), PROFILE.conversion(resource));

        assertThat(written.readingType().wireName()).isEqualTo(type);
        assertThat(written.reading()).isEqualTo(new ReadingValue.Simple(text));
    }
}
