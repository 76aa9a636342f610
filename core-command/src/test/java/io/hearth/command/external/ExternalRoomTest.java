package io.hearth.command.external;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExternalRoomTest {
    @Test
    void one_device_full_leaves_room_for_others_until_all_together_are_full() {
        ExternalRoom room = new ExternalRoom(3, 2);
        room.enter("slow");
        room.enter("slow");

        assertFull(room, "slow", "2 external requests to device 'slow'");
        assertThat(room.enter("other")).isInstanceOf(ExternalRoom.Admission.In.class);
        assertFull(room, "third", "3 external requests");
        assertThat(room.depth()).isEqualTo(3);
    }

    @Test
    void a_place_that_is_left_can_be_had_again() {
        ExternalRoom room = new ExternalRoom(2, 1);
        room.enter("slow");
        assertFull(room, "slow", "1 external requests");

        room.leave("slow");

        assertThat(room.enter("slow")).isInstanceOf(ExternalRoom.Admission.In.class);
        assertThat(room.depth()).isEqualTo(1);
    }

    private static void assertFull(ExternalRoom room, String device, String why) {
        assertThat(room.enter(device))
                .isInstanceOfSatisfying(ExternalRoom.Admission.Full.class, full -> assertThat(full.why())
                        .startsWith("core-command busy")
                        .contains(why));
    }
}
