package io.hearth.command.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How holds are stored, for the releases before and after. */
class HoldFormTest {
    private static final UUID ID = UUID.fromString("e6e8a2f4-eb14-4649-9e2b-175247911369");
    private static final long UNTIL = 1_795_291_200_000L;

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "alice / bob 12 34"})
    void what_is_stored_is_read_back_whole(String caller) {
        Hold hold = new Hold("mode", UNTIL, 900_000, caller, ID);

        assertThat(Hold.of("mode", hold.stored())).isEqualTo(hold);
    }

    /** The reading of the release before lengths were stored, to the letter. */
    @Test
    void an_older_core_command_reads_what_is_stored() {
        String stored = new Hold("mode", UNTIL, 900_000, "alice", ID).stored();

        int end = stored.indexOf(' ', 37);
        assertThat(Long.parseLong(stored.substring(37, end))).isEqualTo(UNTIL);
        assertThat(stored.substring(end + 1)).startsWith("alice");
        assertThat(UUID.fromString(stored.substring(0, 36))).isEqualTo(ID);
    }

    @Test
    void what_an_older_core_command_stored_is_read() {
        assertThat(Hold.of("mode", ID + " " + UNTIL + " alice / bob"))
                .isEqualTo(new Hold("mode", UNTIL, Long.MAX_VALUE, "alice / bob", ID));
        assertThat(Hold.of("mode", ID + " " + UNTIL + "/900000 alice"))
                .isEqualTo(new Hold("mode", UNTIL, 900_000, "alice", ID));
    }
}
