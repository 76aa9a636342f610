package io.hearth.device.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableNotesTest {
    @TempDir
    Path folder;

    @Test
    void a_line_that_was_cut_off_is_passed_over_and_the_next_one_is_whole() throws IOException {
        Path file = folder.resolve("notes");
        DurableNotes.open(file).put("보일러 1", "offline");
        Files.writeString(file, "+boi", StandardOpenOption.APPEND);

        DurableNotes.open(file).put("boiler", "back");
        assertThat(DurableNotes.open(file).all()).isEqualTo(Map.of("보일러 1", "offline", "boiler", "back"));
    }

    /** As the intake's thread is when the service stops. */
    @Test
    void what_an_interrupted_thread_notes_is_noted_and_so_is_what_comes_after_it() throws IOException {
        Path file = folder.resolve("notes");
        DurableNotes notes = DurableNotes.open(file);
        Thread.currentThread().interrupt();
        notes.put("boiler", "offline");
        assertThat(Thread.interrupted()).as("the thread is still to stop").isTrue();
        assertThat(Files.readString(file)).isEqualTo("+boiler offline\n");

        notes.put("porch", "offline");
        assertThat(DurableNotes.open(file).all()).isEqualTo(Map.of("boiler", "offline", "porch", "offline"));
    }

    @Test
    void the_file_does_not_grow_with_the_number_of_changes() throws IOException {
        Path file = folder.resolve("notes");
        DurableNotes notes = DurableNotes.open(file);
        for (int i = 0; i < 50_000; i++) {
            notes.put("flapping", Integer.toString(i));
        }
        assertThat(Files.size(file)).isLessThan(200_000);
        assertThat(DurableNotes.open(file).get("flapping")).contains("49999");
    }

    @Property(tries = 100)
    void what_was_noted_is_there_after_any_restart(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> names,
            @ForAll @StringLength(max = 8) String prefix)
            throws IOException {
        Path file = Files.createTempDirectory("notes").resolve("notes");
        Map<String, String> plain = new HashMap<>();
        DurableNotes notes = DurableNotes.open(file);
        for (int i = 0; i < names.size(); i++) {
            String name = prefix + names.get(i);
            if (i % 3 == 2) {
                notes.remove(name);
                plain.remove(name);
            } else {
                notes.put(name, "text " + i);
                plain.put(name, "text " + i);
            }
            if (i % 7 == 0) {
                notes.close();
                notes = DurableNotes.open(file);
            }
        }
        notes.close();
        assertThat(DurableNotes.open(file).all()).isEqualTo(plain);
    }
}
