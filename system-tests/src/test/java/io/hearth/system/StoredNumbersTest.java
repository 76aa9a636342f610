package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredNumbersTest {
    private static final Pattern PAGE = Pattern.compile(".*offset=(\\d+)&limit=(\\d+)");

    /** What core-data has, newest first. */
    private final List<String> readings = new ArrayList<>();

    @Test
    void a_reading_that_newer_ones_move_to_the_next_page_while_they_are_read_is_counted_once() {
        IntStream.range(0, 1500).forEach(number -> store("id-" + number, number));

        StoredNumbers stored = StoredNumbers.of(
                path -> {
                    JsonNode page = page(path);
                    IntStream.range(0, 10).forEach(i -> store("later-" + readings.size(), readings.size()));
                    return page;
                },
                "device",
                "resource");

        assertThat(stored.lacks(IntStream.range(0, 1500).boxed().collect(Collectors.toSet())))
                .isEmpty();
        assertThat(stored.numbersTwice()).isEmpty();
    }

    @Test
    void a_number_that_two_readings_have_is_stored_twice() {
        store("one", 7);
        store("another", 7);
        store("third", 8);

        assertThat(StoredNumbers.of(this::page, "device", "resource").numbersTwice())
                .isEqualTo(Set.of(7));
    }

    @Test
    void a_reading_that_is_stored_twice_under_its_id_is_stored_twice_on_whichever_pages_it_is() {
        store("delivered twice", 7);
        IntStream.range(10, 1500).forEach(number -> store("id-" + number, number));
        store("delivered twice", 7);
        store("on one page", 8);
        store("on one page", 8);

        assertThat(StoredNumbers.of(this::page, "device", "resource").numbersTwice())
                .isEqualTo(Set.of(7, 8));
    }

    @Test
    void readings_without_ids_cannot_be_counted() {
        store("", 7);

        assertThatIllegalStateException().isThrownBy(() -> StoredNumbers.of(this::page, "device", "resource"));
    }

    private void store(String id, int number) {
        readings.addFirst("{\"id\":\"%s\",\"origin\":1,\"value\":\"%d.0\"}".formatted(id, number));
    }

    private JsonNode page(String path) {
        Matcher asked = PAGE.matcher(path);
        assertThat(asked.matches()).isTrue();
        List<String> page = readings.stream()
                .skip(Long.parseLong(asked.group(1)))
                .limit(Long.parseLong(asked.group(2)))
                .toList();
        try {
            return new ObjectMapper().readTree("{\"totalCount\":%d,\"readings\":%s}".formatted(readings.size(), page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
