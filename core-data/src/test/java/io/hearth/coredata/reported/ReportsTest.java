package io.hearth.coredata.reported;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final Reports reports = new Reports(2);

    @Test
    void a_device_that_reports_often_is_told_of_once_with_the_latest_time() {
        reports.stored(List.of(event("boiler"), event("boiler")), 1);
        reports.stored(List.of(event("boiler")), 2);

        assertThat(reports.take(10)).isEqualTo(Map.of("boiler", 2L));
        assertThat(reports.take(10)).isEmpty();
    }

    @Test
    void no_more_are_taken_than_a_message_holds() {
        reports.stored(List.of(event("boiler"), event("attic")), 1);

        assertThat(reports.take(1)).hasSize(1);
        assertThat(reports.take(1)).hasSize(1);
        assertThat(reports.take(1)).isEmpty();
    }

    @Test
    void what_could_not_be_told_is_told_later_and_takes_no_newer_time_back() {
        reports.stored(List.of(event("boiler")), 1);
        Map<String, Long> taken = reports.take(10);
        reports.stored(List.of(event("boiler")), 2);

        reports.putBack(taken);

        assertThat(reports.take(10)).isEqualTo(Map.of("boiler", 2L));
    }

    @Test
    void of_more_devices_than_allowed_nothing_is_kept_and_those_that_are_kept_go_on() {
        reports.stored(List.of(event("boiler"), event("attic"), event("cellar")), 1);
        reports.stored(List.of(event("boiler")), 2);

        assertThat(reports.take(10)).isEqualTo(Map.of("boiler", 2L, "attic", 1L));
    }

    private static Event event(String device) {
        return new Event("v3", "", device, "profile", "source", 1, List.of(), Map.of());
    }
}
