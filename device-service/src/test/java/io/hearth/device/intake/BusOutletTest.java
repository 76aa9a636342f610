package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusOutletTest {
    /** The others stay as who subscribes to them, and who has rights on them, has them written. */
    @Test
    void only_a_name_that_would_break_the_topic_is_percent_encoded_in_it() {
        Reading reading = new Reading("", 1, "a/b", "v", "p-1", "Int32", "", Map.of(), new ReadingValue.Simple("1"));
        Event event = new Event(
                "v3", "e6e8a2f4-eb14-4649-9e2b-175247911369", "a/b", "p-1", "v-1", 1, List.of(reading), Map.of());

        assertThat(new BusOutlet(Topics.DEFAULT).event(event).topic())
                .isEqualTo("edgex/events/device/device-mqtt/p-1/a%2Fb/v-1");
    }
}
