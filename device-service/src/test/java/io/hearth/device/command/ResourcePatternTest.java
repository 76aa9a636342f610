package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Samples;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ds-regexcmd: resources by a regular expression. */
class ResourcePatternTest {
    private final MappedProfile profile = Samples.mapped("""
            name: p
            deviceResources:
              - { name: Temp, properties: { valueType: Float64, readWrite: R } }
              - { name: Temp2, properties: { valueType: Float64, readWrite: RW } }
              - { name: RoomTemp, properties: { valueType: Float64, readWrite: R } }
              - { name: TempSet, properties: { valueType: Float64, readWrite: W } }
              - { name: 온도, properties: { valueType: Float64, readWrite: R } }
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Temp.       | Temp2",
                "Temp.*      | Temp,Temp2",
                ".*Temp      | Temp,RoomTemp",
                "(?i)temp    | Temp",
                ".*          | Temp,Temp2,RoomTemp,온도"
            },
            quoteCharacter = '\'')
    void the_readable_resources_whose_whole_name_matches_are_one_command(String expression, String names) {
        MappedCommand command =
                ResourcePattern.find(profile, expression.strip()).orElseThrow();
        assertThat(names(command)).containsExactly(names.split(","));
        assertThat(command.name()).isEqualTo(expression.strip());
        assertThat(command.canRead()).isTrue();
    }

    @Test
    void only_what_can_be_written_is_found_and_cannot_be_read() {
        assertThat(ResourcePattern.find(profile, "TempS.*").orElseThrow().canRead())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tem", "emp", "nothing", "(", "[", "*", "", "((a{1000}){1000}){1000}", "Temp{1,99999}"})
    void what_matches_nothing_or_is_no_expression_finds_nothing(String expression) {
        assertThat(ResourcePattern.find(profile, expression)).isEmpty();
    }

    @Test
    void an_expression_that_makes_others_hang_takes_no_time() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> ResourcePattern.find(profile, "(.*)*(.*)*(.*)*(.*)*!"));
    }

    private static List<String> names(MappedCommand command) {
        return command.operations().stream()
                .map(operation -> operation.resource().name())
                .toList();
    }
}
