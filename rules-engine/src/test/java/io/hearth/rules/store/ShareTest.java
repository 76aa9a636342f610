package io.hearth.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Property(tries = 100)
    void each_device_is_in_one_share_with_all_that_lies_in_its_partition(
            @ForAll String device, @ForAll @IntRange(min = 1, max = 64) int shares) {
        List<Share> its = IntStream.range(0, shares)
                .mapToObj(number -> new Share(number, shares))
                .filter(share -> share.has(device))
                .toList();

        assertThat(its).containsExactly(Share.of(device, shares));
        assertThat(its.getFirst().partitions()).contains(Partition.of(device));
    }

    @Test
    void all_partitions_are_shared_out_and_what_is_of_a_share_as_a_whole_lies_in_one_of_its_own() {
        List<Share> shares =
                IntStream.range(0, 5).mapToObj(i -> new Share(i, 5)).toList();

        assertThat(shares.stream().flatMap(Share::partitions))
                .containsExactlyInAnyOrderElementsOf(Partition.all().toList());
        assertThat(shares)
                .allSatisfy(share -> assertThat(share.has(share.home())).isTrue());
    }

    @Test
    void what_is_not_shared_out_is_named_as_before() {
        assertThat(Share.ALL.suffix()).isEmpty();
        assertThat(Share.ALL.partitions()).hasSize(Partition.COUNT);
        assertThat(new Share(3, 4).suffix()).isEqualTo(":3");
    }

    @Test
    void there_is_no_share_beyond_the_last_and_no_more_of_them_than_partitions() {
        assertThatThrownBy(() -> new Share(4, 4)).hasMessage("there is no share 4 of 4");
        assertThatThrownBy(() -> new Share(0, 65)).hasMessage("there is no share 0 of 65");
        assertThatThrownBy(() -> new Share(-1, 4)).hasMessage("there is no share -1 of 4");
    }
}
