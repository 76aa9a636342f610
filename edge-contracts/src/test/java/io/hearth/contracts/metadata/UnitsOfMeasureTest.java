package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Units of measure as EdgeX's file has them and as its API answers them. */
class UnitsOfMeasureTest {
    private static final String FILE = """
            Source: everywhere
            Units:
              temperature:
                Source: the weather report
                Values:
                  - C
                  - F
              none:
            """;

    @Test
    void a_file_of_EdgeX_is_read_in_its_letter_case_and_written_in_lower_case() throws IOException {
        assertThat(Samples.wire(units())).isEqualTo(Samples.tree("""
                        {"source":"everywhere","units":{"temperature":{"source":"the weather report","values":["C","F"]},"none":{}}}""".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_unit_of_any_group_is_allowed_and_no_unit_as_well() throws IOException {
        assertThat(units().allows("C")).isTrue();
        assertThat(units().allows("")).isTrue();
        assertThat(units().allows("c")).isFalse();
        assertThat(units().allows("temperature")).isFalse();
    }

    @Test
    void where_there_are_no_groups_everything_is_allowed() {
        assertThat(new UnitsOfMeasure(null, null).allows("furlong")).isTrue();
    }

    private static UnitsOfMeasure units() throws IOException {
        return Yaml.read(FILE.getBytes(StandardCharsets.UTF_8), UnitsOfMeasure.class);
    }
}
