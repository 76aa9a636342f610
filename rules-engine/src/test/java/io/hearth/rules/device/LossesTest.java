package io.hearth.rules.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.spec.MovedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest {
    private final MovedClock clock = new MovedClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Losses losses = new Losses("devices", Duration.ofMinutes(10), clock);

    private void passes(Duration time) {
        clock.to(clock.instant().plus(time));
    }

    @ParameterizedTest(name = "{1} of {0} are missing")
    @CsvSource({"0, 0", "5, 0", "5, 4", "11, 10", "1000, 500"})
    void what_can_have_been_deleted_while_nobody_listened_is_believed(int known, int missing) {
        assertThat(losses.isBelieved(known, missing)).isTrue();
    }

    @ParameterizedTest(name = "{1} of {0} are missing")
    @CsvSource({"1, 1", "5, 5", "1000, 1000", "1000, 501"})
    void a_list_that_is_suddenly_empty_or_lacks_most_is_believed_when_it_stays_so(int known, int missing) {
        assertThat(losses.isBelieved(known, missing)).isFalse();
        assertThat(losses.doubted()).isEqualTo(missing);
        assertThat(losses.left()).contains(Duration.ofMinutes(10));

        passes(Duration.ofMinutes(10).minusMillis(1));
        assertThat(losses.isBelieved(known, missing)).isFalse();

        passes(Duration.ofMillis(1));
        assertThat(losses.isBelieved(known, missing)).isTrue();
        assertThat(losses.doubted()).isZero();
    }

    @Test
    void a_list_that_is_back_meanwhile_is_doubted_for_as_long_the_next_time() {
        losses.isBelieved(5, 5);
        passes(Duration.ofMinutes(9));
        assertThat(losses.isBelieved(5, 0)).isTrue();
        passes(Duration.ofMinutes(9));

        assertThat(losses.isBelieved(5, 5)).isFalse();
    }
}
