package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedFolderTest {
    @Test
    void this_machine_has_its_own_folders() throws IOException {
        assertThat(new SharedFolder(new ThisMachine()).whyNot()).isEmpty();
    }

    @Test
    void the_place_that_was_decided_for_has_them_too() throws IOException {
        assertThat(new SharedFolder(TestServers.place(TestServers.REDIS)).whyNot())
                .isEmpty();
    }

    @Test
    void where_the_folder_cannot_be_written_the_reason_is_what_was_said() throws IOException {
        Place refuses = instead("sh", "-c", "echo Permission denied >&2; exit 1");

        assertThat(new SharedFolder(refuses).whyNot()).hasValueSatisfying(whyNot -> assertThat(whyNot)
                .contains("does not read and write in " + System.getProperty("java.io.tmpdir"))
                .endsWith("Permission denied"));
    }

    @Test
    void a_copy_that_is_not_here_was_made_in_another_file_system() throws IOException {
        assertThat(new SharedFolder(instead("true")).whyNot()).isPresent();
    }

    @Test
    void who_does_not_come_to_an_end_is_not_waited_for_for_ever() throws IOException {
        Duration patience = Duration.ofSeconds(1);

        assertThat(new SharedFolder(instead("sleep", "1000"), patience).whyNot())
                .hasValue("a file is not copied there within 1 s");
    }

    /** A place where this happens whatever is to be run. */
    private static Place instead(String... what) {
        return new Place() {
            private final Place place = new ThisMachine();

            @Override
            public String address() {
                return place.address();
            }

            @Override
            public String program(String name) {
                return place.program(name);
            }

            @Override
            public Path library(String name) throws IOException {
                return place.library(name);
            }

            @Override
            public Running run(List<String> command, Path dir, List<Integer> ports) throws IOException {
                return place.run(List.of(what), dir, ports);
            }
        };
    }
}
