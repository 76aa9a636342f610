package io.hearth.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReadingIdTest {
    private static final long LAST_ORIGIN = Long.MAX_VALUE / 1_000_000 * 1_000_000 - 1_000;

    @Test
    void the_id_of_a_reading_never_changes() {
        // Clients keep it: another result would make other readings of those that they have.
        UUID event = UUID.fromString("01a1ee56-5e7b-86f8-9562-d37e1681f9c7");

        assertThat(ReadingId.of(event, 0)).hasToString("01a1ee56-5e7b-86f8-bcf0-b1ec765498cc");
        assertThat(ReadingId.of(event, 1)).hasToString("01a1ee56-5e7b-86f8-a47e-905ad62737d1");
    }

    @Property
    void it_is_a_UUID_of_version_8_whatever_the_event_s_is(
            @ForAll long most, @ForAll long least, @ForAll @IntRange(min = 0) int slot) {
        UUID id = ReadingId.of(new UUID(most, least), slot);

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).isEqualTo(ReadingId.of(new UUID(most, least), slot));
    }

    @Property
    void two_readings_of_an_event_have_two_ids_and_neither_is_the_event_s(
            @ForAll long most,
            @ForAll long least,
            @ForAll @IntRange(min = 0) int one,
            @ForAll @IntRange(min = 0) int other) {
        UUID event = new UUID(most, least);

        assertThat(ReadingId.of(event, one).equals(ReadingId.of(event, other))).isEqualTo(one == other);
        assertThat(ReadingId.of(event, one)).isNotEqualTo(event);
    }

    @Property
    void neighbouring_events_of_a_device_share_no_id(
            @ForAll String device,
            @ForAll @LongRange(min = 0, max = LAST_ORIGIN) long origin,
            @ForAll @IntRange(min = 1, max = 999) int later,
            @ForAll @IntRange(min = 0, max = 10_000) int slot,
            @ForAll @IntRange(min = 0, max = 10_000) int otherSlot) {
        UUID event = EventId.of(device, origin);
        UUID next = EventId.of(device, origin + later);

        assertThat(ReadingId.of(event, slot)).isNotEqualTo(ReadingId.of(next, otherSlot));
    }

    @Property
    void events_with_ids_that_were_counted_up_share_no_id(
            @ForAll long most,
            @ForAll long least,
            @ForAll @IntRange(min = 1, max = (1 << 30) - 1) int further,
            @ForAll @IntRange(min = 0, max = (1 << 30) - 1) int slot,
            @ForAll @IntRange(min = 0, max = (1 << 30) - 1) int otherSlot) {
        UUID event = new UUID(most, least);
        UUID next = new UUID(most, least + further);

        assertThat(ReadingId.of(event, slot)).isNotEqualTo(ReadingId.of(next, otherSlot));
    }

    @Test
    void a_thousand_nanoseconds_with_a_thousand_readings_each_are_a_million_ids() {
        Set<UUID> ids = new HashSet<>();
        for (int nanos = 0; nanos < 1_000; nanos++) {
            UUID event = EventId.of("boiler", 1_795_000_000_123_456_000L + nanos);
            for (int slot = 0; slot < 1_000; slot++) {
                ids.add(ReadingId.of(event, slot));
            }
        }

        assertThat(ids).hasSize(1_000_000);
    }
}
