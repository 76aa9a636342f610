package io.hearth.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EventIdTest {
    @Test
    void the_id_of_a_device_and_a_time_never_changes() {
        // Stored events are found by it: another result is another data format.
        assertThat(EventId.of("boiler", 1_795_000_000_123_456_789L))
                .hasToString("01a1ee56-5e7b-86f8-9562-d37e1681f9c7");
    }

    @Property
    void origin_and_device_come_back(@ForAll String device, @ForAll("origins") long origin) {
        UUID id = EventId.of(device, origin);

        assertThat(EventId.isOurs(id)).isTrue();
        assertThat(EventId.origin(id)).isEqualTo(origin);
        assertThat(EventId.deviceHash(id)).isEqualTo(EventId.deviceHash(device));
        assertThat(EventId.of(EventId.deviceHash(device), origin)).isEqualTo(id);
    }

    @Property
    void it_is_a_UUID_of_version_8(@ForAll String device, @ForAll("origins") long origin) {
        UUID id = EventId.of(device, origin);

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Property
    void the_ids_of_one_device_grow_with_the_origin(
            @ForAll String device, @ForAll("origins") long one, @ForAll("origins") long other) {
        int order = Integer.signum(EventId.of(device, one)
                .toString()
                .compareTo(EventId.of(device, other).toString()));

        assertThat(order).isEqualTo(Long.compare(one, other));
    }

    @Property
    void one_nanosecond_later_is_a_greater_id(
            @ForAll String device,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 1_000_000 * 1_000_000 - 2) long origin) {
        assertThat(EventId.of(device, origin + 1).toString())
                .isGreaterThan(EventId.of(device, origin).toString());
    }

    @Property
    void a_random_UUID_is_not_ours(@ForAll long most, @ForAll long least) {
        UUID random = new UUID(most & ~0xf000L | 0x4000L, least);

        assertThat(EventId.isOurs(random)).isFalse();
    }

    @Property
    void the_id_of_a_time_before_1970_is_not_ours(
            @ForAll String device, @ForAll @LongRange(min = Long.MIN_VALUE, max = -1) long origin) {
        assertThat(EventId.isOurs(EventId.of(device, origin))).isFalse();
    }

    @Test
    void a_version_8_UUID_with_a_nanosecond_or_year_that_does_not_exist_is_not_ours() {
        UUID ours = EventId.of("boiler", 1_795_000_000_123_456_789L);
        UUID noSuchNanosecond = new UUID(ours.getMostSignificantBits() | 0xfff, ours.getLeastSignificantBits());
        UUID noSuchYear = new UUID(ours.getMostSignificantBits() | 0xffffL << 48, ours.getLeastSignificantBits());

        assertThat(EventId.isOurs(ours)).isTrue();
        assertThat(EventId.isOurs(noSuchNanosecond)).isFalse();
        assertThat(EventId.isOurs(noSuchYear)).isFalse();
    }

    @Test
    void a_device_s_hash_has_54_bits_of_its_name_s_SHA_256() {
        // SHA-256("abc") begins with ba7816bf8f01cfea.
        assertThat(EventId.deviceHash("abc")).isEqualTo(0xba7816bf8f01cfeaL >>> 10);
    }

    @Provide
    Arbitrary<Long> origins() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE / 1_000_000 * 1_000_000 - 1);
    }
}
