package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.device.Incoming;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDecodingTest {
    private static final String TOPIC = "t/d";
    private static final String ALIKE = "topic: \"t/{device}\", format: csv";

    @Test
    void cells_are_found_by_number() {
        Incoming incoming =
                Incoming.d("t Float64 { " + ALIKE + ", column: 1 }", "n String { " + ALIKE + ", column: 2 }");

        assertThat(incoming.readings(TOPIC, "A7, 22.50 ,\"거실, \"\"큰\"\"\"\r\n"))
                .containsExactly("t=22.50", "n=거실, \"큰\"");
    }

    @Test
    void cells_are_found_by_the_names_of_columns_which_resources_have_by_themselves() {
        String columns = ALIKE + ", columns: [id, temp, ok], separator: \";\"";
        Incoming incoming =
                Incoming.d("temp Float64 { " + columns + " }", "state Bool { " + columns + ", column: ok }");

        assertThat(incoming.readings(TOPIC, "7;21;true")).containsExactly("temp=21", "state=true");
    }

    @Test
    void the_first_line_may_have_the_names() {
        Incoming incoming = Incoming.d("temp Float64 { " + ALIKE + ", header: true, separator: tab }");

        assertThat(incoming.readings(TOPIC, "id\ttemp\n7\t20.5")).containsExactly("temp=20.5");
    }

    @Test
    void each_line_is_an_event_of_its_own_with_its_own_time() {
        String lines = ALIKE + ", each: lines, columns: \"ts,t,h\", time: ts, timeFormat: unix-s";
        Incoming incoming = Incoming.d("t Float64 { " + lines + " }", "h Int32 { " + lines + " }");

        List<Event> events = incoming.events(TOPIC, "1767320000,1.5,40\n1767320060,1.6,41\n");

        assertThat(events)
                .extracting(Event::origin)
                .containsExactly(1_767_320_000_000_000_000L, 1_767_320_060_000_000_000L);
        assertThat(events).flatExtracting(Incoming::words).containsExactly("t=1.5", "h=40", "t=1.6", "h=41");
    }

    @Test
    void an_empty_cell_is_null_but_for_texts() {
        Incoming incoming = Incoming.d(
                "a Int32 { " + ALIKE + ", column: 0 }",
                "b String { " + ALIKE + ", column: 1 }",
                "c Int32 { " + ALIKE + ", column: 2, onNull: leave-out }",
                "d Int32 { " + ALIKE + ", column: 9 }");

        assertThat(incoming.readings(TOPIC, ",,,")).containsExactly("a=null", "b=");
        assertThat(incoming.oddities()).containsExactly(Oddity.NULL, Oddity.MISSING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'1\n2' | not-csv | 2 lines",
                "'a,\"b' | not-csv | ",
                "x | not-a-number | t in column 0",
                "'\n' | not-csv | 0 lines"
            })
    void what_is_no_line_of_cells_is_dead_lettered(String payload, String reason, String detail) {
        Incoming incoming = Incoming.d("t Float64 { " + ALIKE + ", column: 0 }");

        assertThat(incoming.letter(TOPIC, payload)).satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.detail()).contains(detail == null ? "" : detail);
        });
    }
}
