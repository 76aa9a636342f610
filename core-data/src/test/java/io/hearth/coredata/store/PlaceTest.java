package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PlaceTest {
    @Property
    void a_place_keeps_every_nanosecond_of_the_origin(@ForAll @LongRange(min = 1) long origin) {
        assertThat(Place.at(origin).origin()).isEqualTo(origin);
        assertThat(Place.at(origin).lastTie().origin()).isEqualTo(origin);
    }

    @Property
    void late_keys_sort_as_places_do(@ForAll @LongRange(min = 1) long one, @ForAll @LongRange(min = 1) long other) {
        int byPlace = Place.at(one).compareTo(Place.at(other));
        int byKey =
                Arrays.compareUnsigned(Place.at(one).lateKey(), Place.at(other).lateKey());
        assertThat(Integer.signum(byKey)).isEqualTo(Integer.signum(byPlace)).isEqualTo(Long.compare(one, other));
    }

    @Property
    void a_place_is_read_again_from_its_two_forms(@ForAll @LongRange(min = 1) long origin) {
        Place place = Place.at(origin).lastTie();
        assertThat(Place.parse(place.toString())).isEqualTo(place);
        assertThat(Place.ofLateMember(place.lateKey())).isEqualTo(place);
    }

    @Test
    void an_origin_before_1970_has_no_place() {
        assertThatThrownBy(() -> Place.at(-1)).hasMessageContaining("-1").hasMessageContaining("allowed");
    }

    @Property
    void the_place_behind_the_one_before_is_the_place_itself(
            @ForAll @LongRange(min = 1_000_000) long origin, @ForAll boolean first) {
        Place place =
                first ? Place.at(origin - origin % 1_000_000) : Place.at(origin).lastTie();

        assertThat(place.previous().next()).isEqualTo(place);
        assertThat(place.next().previous()).isEqualTo(place);
        assertThat(place.previous()).isLessThan(place);
    }
}
