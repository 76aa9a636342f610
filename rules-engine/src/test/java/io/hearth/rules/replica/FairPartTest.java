package io.hearth.rules.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FairPartTest {
    private static Present present(String run, long since) {
        return new Present(run, run, "http://" + run, since, 0);
    }

    private static List<Present> present(int replicas) {
        List<Present> present = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            present.add(present("run-" + i, 1000L + i));
        }
        return present;
    }

    @Property(tries = 100)
    void all_shares_are_somebodys_and_nobody_has_two_more_than_another(
            @ForAll @IntRange(min = 1, max = 9) int replicas,
            @ForAll @IntRange(min = 1, max = 64) int shares,
            @ForAll long seed) {
        List<Present> present = present(replicas);
        Collections.shuffle(present, new Random(seed));

        List<Integer> parts = present.stream()
                .map(one -> FairPart.of(one.run(), present, shares))
                .toList();

        assertThat(parts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(shares);
        assertThat(Collections.max(parts) - Collections.min(parts)).isLessThanOrEqualTo(1);
    }

    @Test
    void who_is_here_longest_has_what_cannot_be_divided_and_who_comes_takes_no_more_than_it_must() {
        List<Present> present = List.of(present("new", 2000), present("old", 1000), present("older", 500));

        assertThat(FairPart.of("older", present, 4)).isEqualTo(2);
        assertThat(FairPart.of("old", present, 4)).isEqualTo(1);
        assertThat(FairPart.of("new", present, 4)).isEqualTo(1);
        assertThat(FairPart.of("new", present, 2)).isZero();
    }

    @Test
    void one_that_the_others_do_not_know_of_has_no_part() {
        assertThat(FairPart.of("gone", present(3), 64)).isZero();
        assertThat(FairPart.of("gone", List.of(), 64)).isZero();
    }
}
