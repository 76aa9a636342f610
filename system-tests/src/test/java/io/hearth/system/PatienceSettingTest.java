package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceSettingTest {
    private static final Duration UNSET = Duration.ofMinutes(2);

    @Test
    void the_scripts_seconds_hold_where_they_are_set() {
        assertThat(PatienceSetting.of(Optional.of("600"), UNSET)).isEqualTo(Duration.ofSeconds(600));
        assertThat(PatienceSetting.of(Optional.of(""), UNSET)).isEqualTo(UNSET);
        assertThat(PatienceSetting.of(Optional.empty(), UNSET)).isEqualTo(UNSET);
    }

    @Test
    void what_is_no_number_of_seconds_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatienceSetting.of(Optional.of("5m"), UNSET))
                .withMessage("PATIENCE is '5m': allowed are whole seconds, 1 to 999999");
    }
}
