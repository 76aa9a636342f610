package io.hearth.metadata.uom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of units that is set, and the one that is there when none is. */
class UnitsTest {
    @TempDir
    Path folder;

    @Test
    void a_file_of_one_s_own_takes_the_place_of_Hearth_s() throws IOException {
        Path file = Files.writeString(folder.resolve("uom.yaml"), """
                Source: mine
                Units:
                  length: { Values: [ furlong ] }
                """);

        Units units = units(file);

        assertThat(units.known().allows("furlong")).isTrue();
        assertThat(units.known().allows("C")).isFalse();
        assertThat(units.yaml()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void a_file_without_groups_allows_everything() throws IOException {
        assertThat(units(Files.writeString(folder.resolve("uom.yaml"), "Units: {}\n"))
                        .known()
                        .allows("furlong"))
                .isTrue();
    }

    @Test
    void a_file_that_is_not_there_stops_the_start_and_is_named() {
        assertThatThrownBy(() -> units(folder.resolve("none.yaml")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hearth.metadata.uom.file")
                .hasMessageContaining("none.yaml");
    }

    @Test
    void a_file_that_is_no_list_of_units_stops_the_start_and_says_where_it_is_wrong() throws IOException {
        Path file = Files.writeString(folder.resolve("uom.yaml"), "Units:\n  length: 7\n");

        assertThatThrownBy(() -> units(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("uom.yaml")
                .hasMessageContaining("length");
    }

    @Test
    void Hearth_s_own_has_a_source_and_no_unit_is_empty() {
        Units units = units(null);

        assertThat(units.known().source()).isNotEmpty();
        assertThat(units.known().units()).isNotEmpty().allSatisfy((name, group) -> assertThat(group.values())
                .isNotEmpty()
                .doesNotContain("")
                .doesNotHaveDuplicates());
    }

    private static Units units(Path file) {
        return new Units(new UomConfig() {
            @Override
            public boolean validation() {
                return true;
            }

            @Override
            public Optional<Path> file() {
                return Optional.ofNullable(file);
            }
        });
    }
}
