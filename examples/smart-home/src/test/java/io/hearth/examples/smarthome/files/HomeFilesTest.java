package io.hearth.examples.smarthome.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.examples.UnreadableFiles;
import io.hearth.examples.smarthome.story.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFilesTest {
    @Test
    void the_house_has_two_thermometers_a_boiler_and_a_rule() throws Exception {
        HomeFiles files = HomeFiles.in(Path.of(""));

        assertThat(files.profiles()).extracting(HomeFilesTest::name).containsExactly("boiler", "room-thermometer");
        assertThat(files.devices()).extracting(HomeFilesTest::name).containsExactly("livingroom", "bedroom", "boiler");
        assertThat(files.rules()).extracting(HomeFilesTest::name).containsExactly("boiler-on-when-cold");
        assertThat(files.rooms()).containsExactly("livingroom", "bedroom");
        assertThat(files.limits()).isEqualTo(new Limits("livingroom", 20.0, 20.5));
    }

    @Test
    void a_folder_that_is_not_there_is_named(@TempDir Path empty) {
        assertThatThrownBy(() -> HomeFiles.in(empty))
                .isInstanceOf(UnreadableFiles.class)
                .hasMessageContaining(empty.resolve("profiles").toString())
                .hasMessageContaining("--files");
    }

    @Test
    void a_file_that_does_not_parse_is_named_with_the_line(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/home.yaml"), "deviceList:\n  - name: [\n");

        assertThatThrownBy(() -> HomeFiles.in(folder))
                .isInstanceOf(UnreadableFiles.class)
                .hasMessageContaining("home.yaml")
                .hasMessageContaining("(line ");
    }

    @Test
    void a_file_of_devices_without_a_list_is_refused(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/home.yaml"), "name: livingroom\n");

        assertThatThrownBy(() -> HomeFiles.in(folder)).hasMessageEndingWith("home.yaml has no deviceList");
    }

    private static String name(JsonNode thing) {
        return thing.path("name").asText();
    }
}
