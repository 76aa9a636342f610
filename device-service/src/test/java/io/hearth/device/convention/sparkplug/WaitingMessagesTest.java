package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedHost.WAIT;
import static io.hearth.device.convention.sparkplug.PlayedHost.room;
import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.message;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.List;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

/** What waits for births and for core-metadata, how much of it, and what becomes of it (docs/conventions.md). */
class WaitingMessagesTest {
    private static final Owner NODE = new Owner("g", "n", "");
    private static final Owner PUMP = new Owner("g", "n", "pump");

    private final PlayedNode node = new PlayedNode();

    private static PlayedHost host(Room.Bounds room) {
        return new PlayedHost(new EdgeNodes.Bounds(262_144, room, 100, 1_000_000, 500, WAIT, WAIT));
    }

    private DeviceMessage pumpBirth(int level) {
        return node.birth("pump", metric("Inputs/A", 7L, MetricDataType.Int32, level));
    }

    private DeviceMessage text(int length) {
        return node.data("pump", data(7, MetricDataType.String, "x".repeat(length)));
    }

    @Test
    void a_birth_that_was_put_aside_is_asked_for_again_once_core_metadata_has_the_device() {
        PlayedHost host = new PlayedHost();
        host.prompt = false;
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.later(WAIT);
        assertThat(host.reasons()).containsExactly("not-added", "not-added");

        host.newborns.forEach(newborn -> host.place(newborn.birth()));
        host.later(2 * WAIT);

        assertThat(host.asked).containsExactly(NODE);
        host.hears(node.nodeBirth(), pumpBirth(2));
        assertThat(host.told()).endsWith("pump: state=ONLINE", "pump: Inputs-A=2");
    }

    @Test
    void one_that_died_while_it_was_being_added_is_offline_once_it_is_however_long_that_took() {
        PlayedHost host = new PlayedHost();
        host.prompt = false;
        host.hears(node.nodeBirth(), pumpBirth(1), node.death("pump"));
        host.later(WAIT);
        host.later(WAIT);

        host.newborns.forEach(newborn -> host.place(newborn.birth()));
        host.later(2 * WAIT);

        assertThat(host.told()).containsExactly("pump: state=OFFLINE");
        assertThat(host.nodes.room().messages()).isZero();
    }

    @Test
    void what_waits_is_bounded_by_octets_read_or_unread_and_what_does_not_fit_is_put_aside_with_the_reason() {
        PlayedHost host = host(room(1000, 2_000, 100));
        for (int i = 0; i < 5; i++) {
            host.hears(text(700));
        }
        assertThat(host.nodes.room().messages()).isEqualTo(2);
        assertThat(host.nodes.room().octets()).isBetween(1_400L, 2_000L);
        assertThat(host.letters).hasSize(3).extracting(DeadLetter::detail).allSatisfy(detail -> assertThat(detail)
                .startsWith("no birth certificate of g/n/pump has come, and 2 messages of ")
                .endsWith("see hearth.device.conventions.sparkplug.max-waiting and .max-waiting-octets"));

        host.prompt = false;
        host.hears(node.birth("pump", metric("Inputs/A", 7L, MetricDataType.String, "")));
        assertThat(host.nodes.room().octets()).isBetween(1L, 2_000L);
        assertThat(host.reasons().subList(3, host.reasons().size()))
                .isNotEmpty()
                .containsOnly("not-added");
    }

    @Test
    void one_node_takes_no_more_than_its_part_of_the_room() {
        PlayedHost host = host(room(20, 1_000_000, 25));
        for (int i = 0; i < 8; i++) {
            host.hears(text(1));
        }
        assertThat(host.nodes.room().messages()).isEqualTo(5);
        assertThat(host.letters.getLast().detail())
                .contains("of the node g/n wait already, see hearth.device.conventions.sparkplug.max-node-percent");

        host.hears(message("spBv1.0/g/DDATA/other/d", text(1).payload()));
        assertThat(host.nodes.room().messages()).isEqualTo(6);
        assertThat(host.letters).hasSize(3);
    }

    @Test
    void births_that_core_metadata_is_to_be_told_of_are_bounded_by_octets_and_by_node_too() {
        Births births = new Births(null, null, new Room.Bounds("hearth.device.conventions", 10_000, 300_000, 50));
        assertThat(births.add(born("a", "1"))).isEmpty();
        assertThat(births.add(born("a", "1")))
                .as("in the place of the one before")
                .isEmpty();
        assertThat(births.add(born("a", "2")).orElseThrow()).contains("of the node g/a");
        assertThat(births.add(born("b", "1"))).isEmpty();
        assertThat(births.add(born("c", "1"))).isEmpty();
        assertThat(births.add(born("d", "1")).orElseThrow()).contains("hearth.device.conventions.max-waiting and");
        assertThat(births.room().octets()).isEqualTo(300_000);
    }

    private static Newborn born(String node, String device) {
        Owner owner = new Owner("g", node, device);
        return new Newborn(
                Birth.of(owner, Payload.getDefaultInstance()),
                message("spBv1.0/g/DBIRTH/" + node + "/" + device, new byte[100_000]));
    }

    @Test
    void a_node_that_cannot_be_asked_keeps_no_other_from_being_asked() {
        PlayedHost host = new PlayedHost();
        host.nodes.expect(List.of(new Owner("g", PlayedHost.UNASKABLE, ""), NODE));
        host.later(0);
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);
    }

    @Test
    void a_message_that_waits_is_a_sign_of_life() {
        PlayedHost host = new PlayedHost();
        host.hears(text(1));
        assertThat(host.heard).containsExactly(PUMP);
    }
}
