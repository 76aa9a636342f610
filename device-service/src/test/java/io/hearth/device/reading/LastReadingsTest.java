package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastReadingsTest {
    private static Event event(String value) {
        Reading reading =
                new Reading("", 1, "lamp", "level", "lamp", "Int32", "", Map.of(), new ReadingValue.Simple(value));
        return new Event("v3", "id", "lamp", "lamp", "level", 1, List.of(reading), Map.of());
    }

    @Test
    void what_a_device_was_told_is_read_but_is_no_word_of_the_device() {
        LastReadings last = new LastReadings(10);
        List<Event> heard = new ArrayList<>();
        last.onReport(heard::add);

        last.written(event("2"));
        assertThat(last.of("lamp", "level")).isPresent();
        assertThat(heard).isEmpty();

        last.reported(event("3"));
        assertThat(heard).hasSize(1);
    }
}
