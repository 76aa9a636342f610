package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedHost.WAIT;
import static io.hearth.device.convention.sparkplug.PlayedNode.NOW;
import static io.hearth.device.convention.sparkplug.PlayedNode.data;
import static io.hearth.device.convention.sparkplug.PlayedNode.message;
import static io.hearth.device.convention.sparkplug.PlayedNode.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet;
import org.eclipse.tahu.message.model.PropertyValue;
import org.junit.jupiter.api.Test;

class EdgeNodesTest {
    private static final Owner NODE = new Owner("g", "n", "");
    private static final Owner PUMP = new Owner("g", "n", "pump");

    private final PlayedNode node = new PlayedNode();
    private final PlayedHost host = new PlayedHost();

    private DeviceMessage pumpBirth(int level) {
        return node.birth("pump", metric("Inputs/A", 7L, MetricDataType.Int32, level));
    }

    private static Metric level(int level) {
        return data(7, MetricDataType.Int32, level);
    }

    @Test
    void what_is_born_has_a_resource_for_each_metric_and_its_values_are_read() throws Exception {
        PropertySet properties = new PropertySet.PropertySetBuilder()
                .addProperty("engUnit", new PropertyValue<>(PropertyDataType.String, "bar"))
                .addProperty("readOnly", new PropertyValue<>(PropertyDataType.Boolean, true))
                .createPropertySet();
        Metric pressure = new MetricBuilder("Inputs-A", MetricDataType.Float, 1.5f)
                .alias(8L)
                .properties(properties)
                .timestamp(new Date(NOW))
                .createMetric();

        host.hears(
                node.nodeBirth(),
                node.birth("pump", metric("Inputs/A", 7L, MetricDataType.Int32, -3), pressure),
                node.data("pump", level(4)));

        assertThat(host.profiles.get(PUMP).deviceResources())
                .extracting(
                        DeviceResource::name,
                        r -> r.properties().valueType(),
                        r -> r.properties().readWrite(),
                        r -> r.properties().units())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("state", "String", "R", ""),
                        org.assertj.core.groups.Tuple.tuple("Inputs-A", "Int32", "RW", ""),
                        org.assertj.core.groups.Tuple.tuple("Inputs-A_2", "Float32", "R", "bar"));
        assertThat(host.profiles.get(PUMP).deviceResources().get(1).attributes())
                .containsEntry("metric", "Inputs/A")
                .containsEntry("alias", "7")
                .containsEntry("commandTopic", "spBv1.0/g/DCMD/n/pump");
        assertThat(host.told())
                .containsExactly(
                        "n: state=ONLINE",
                        "n: Node-Control-Rebirth=false",
                        "pump: state=ONLINE",
                        "pump: Inputs-A=-3, Inputs-A_2=1.5",
                        "pump: Inputs-A=4");
        assertThat(host.letters).isEmpty();
        assertThat(host.asked).isEmpty();
    }

    @Test
    void historical_values_keep_their_times_and_null_is_null() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.events.clear();

        host.hears(node.data(
                "pump",
                metric(null, 7L, MetricDataType.Int32, 2, NOW - 20_000),
                metric(null, 7L, MetricDataType.Int32, 3, NOW - 10_000),
                data(7, MetricDataType.Int32, null)));

        assertThat(host.told()).containsExactly("pump: Inputs-A=2", "pump: Inputs-A=3", "pump: Inputs-A=null");
        assertThat(host.events)
                .extracting(event -> event.readings().getFirst())
                .extracting(Reading::origin)
                .containsExactly((NOW - 20_000) * 1_000_000, (NOW - 10_000) * 1_000_000, NOW * 1_000_000);
    }

    @Test
    void data_waits_for_the_birth_certificate_and_the_node_is_asked_for_it() {
        host.hears(node.data("pump", level(1)), node.data("pump", level(2)));
        assertThat(host.passed).isZero();
        host.later(0);
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);

        host.hears(node.nodeBirth(), pumpBirth(3));

        assertThat(host.told().subList(2, 6))
                .containsExactly("pump: state=ONLINE", "pump: Inputs-A=3", "pump: Inputs-A=1", "pump: Inputs-A=2");
        assertThat(host.nodes.room().messages()).isZero();
    }

    @Test
    void what_has_waited_too_long_or_has_no_room_is_put_aside_with_the_reason() {
        for (int i = 0; i < 25; i++) {
            host.hears(node.data("pump", level(i)));
        }
        assertThat(host.reasons()).hasSize(5).containsOnly("birth-unknown");

        host.later(WAIT);

        assertThat(host.reasons()).hasSize(25).containsOnly("birth-unknown");
        assertThat(host.letters.getLast().detail()).isEqualTo("no birth certificate of g/n/pump has come");
        assertThat(host.nodes.room().messages()).isZero();
    }

    @Test
    void when_something_was_missed_data_waits_for_another_birth_certificate_which_may_have_other_aliases() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.events.clear();
        host.hears(node.loses().data("pump", level(5)));
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);
        assertThat(host.events).isEmpty();

        host.hears(
                node.nodeBirth(),
                node.birth(
                        "pump",
                        metric("Inputs/B", 7L, MetricDataType.Int32, 0),
                        metric("Inputs/A", 8L, MetricDataType.Int32, 1)));

        assertThat(host.told()).contains("pump: Inputs-B=5").doesNotContain("pump: Inputs-A=5");
    }

    @Test
    void when_no_other_birth_certificate_comes_the_one_that_is_there_holds() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.hears(node.loses().data("pump", level(5)));
        host.later(WAIT);
        host.hears(node.data("pump", level(6)));

        assertThat(host.told()).endsWith("pump: Inputs-A=5", "pump: Inputs-A=6");
        assertThat(host.letters).isEmpty();
    }

    @Test
    void numbers_go_round_and_a_node_is_not_asked_more_often_than_is_allowed() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        for (int i = 0; i < 600; i++) {
            host.hears(node.data("pump", level(i)));
        }
        assertThat(host.told()).endsWith("pump: Inputs-A=599");
        host.later(0);
        assertThat(host.asked).isEmpty();

        for (int i = 0; i < 10; i++) {
            host.hears(node.loses().data("pump", level(i)));
            host.later(0);
        }
        assertThat(host.asked).hasSize(1);
    }

    @Test
    void an_alias_that_was_not_declared_is_put_aside_and_the_rest_read() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.hears(node.data("pump", data(9, MetricDataType.Int32, 1), level(2)));

        assertThat(host.told()).endsWith("pump: Inputs-A=2");
        assertThat(host.reasons()).containsExactly("birth-unknown");
        assertThat(host.letters.getFirst().detail()).isEqualTo("alias 9 is in no birth certificate of g/n/pump");
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);
    }

    @Test
    void the_death_of_a_node_is_that_of_its_devices_too_unless_it_is_of_an_earlier_life() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.events.clear();
        host.hears(node.nodeDeath(99));
        assertThat(host.events).isEmpty();

        host.hears(node.nodeDeath());
        assertThat(host.told()).containsExactly("n: state=OFFLINE", "pump: state=OFFLINE");

        host.hears(node.data("pump", level(2)));
        assertThat(host.events).hasSize(2);
        host.hears(node.reconnects().nodeBirth(), pumpBirth(3), node.death("pump"));
        assertThat(host.told()).endsWith("pump: Inputs-A=2", "pump: state=OFFLINE");
        assertThat(host.letters).isEmpty();
    }

    @Test
    void what_comes_before_core_metadata_has_the_device_waits_for_that_and_keeps_its_order() {
        host.prompt = false;
        host.hears(node.nodeBirth(), pumpBirth(1), node.data("pump", level(2)), node.death("pump"));
        host.later(0);
        assertThat(host.events).isEmpty();

        host.newborns.forEach(newborn -> host.place(newborn.birth()));
        host.later(0);

        assertThat(host.told())
                .endsWith("pump: state=ONLINE", "pump: Inputs-A=1", "pump: Inputs-A=2", "pump: state=OFFLINE");
        assertThat(host.letters).isEmpty();

        host.hears(node.birth("valve", metric("x", 9L, MetricDataType.Int32, 1)));
        host.newborns.getLast().refuse();
        host.later(0);
        host.hears(node.data("valve", data(9, MetricDataType.Int32, 2)));
        assertThat(host.letters).isEmpty();
        assertThat(host.nodes.room().messages()).isZero();
    }

    @Test
    void who_has_too_many_metrics_or_finds_no_room_is_put_aside_once_and_passed_over() {
        Metric[] many = IntStream.range(0, 501)
                .mapToObj(i -> metric("m" + i, (long) i, MetricDataType.Int32, i))
                .toArray(Metric[]::new);
        host.hears(node.nodeBirth(), node.birth("huge", many), node.data("huge", level(1)));
        host.later(0);
        assertThat(host.reasons()).containsExactly("not-added");
        assertThat(host.letters.getFirst().detail())
                .isEqualTo("it has 501 metrics, allowed by hearth.device.conventions.max-resources are 500");
        assertThat(host.asked).isEmpty();

        host.prompt = false;
        for (int i = 0; i < 4; i++) {
            host.hears(node.birth("d" + i, metric("x", 1L, MetricDataType.Int32, 1)));
        }
        assertThat(host.reasons()).containsExactly("not-added", "not-added");
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);
    }

    @Test
    void nobody_is_told_of_the_same_birth_twice() {
        host.hears(node.nodeBirth(), pumpBirth(1));
        host.prompt = false;
        host.hears(node.nodeBirth(), pumpBirth(2));
        assertThat(host.newborns).isEmpty();
    }

    @Test
    void nodes_that_core_metadata_has_are_asked_at_the_start() {
        host.nodes.expect(List.of(PUMP, NODE));
        host.later(0);
        assertThat(host.asked).containsExactly(NODE);
    }

    @Test
    void what_is_malformed_is_put_aside_and_stops_nothing() {
        host.hears(
                message("spBv1.0/g/NBIRTH/n", new byte[0]),
                message("spBv1.0/g/NDATA/n", new byte[] {1, 2, 3}),
                message("spBv1.0/g/NDATA/n", new byte[300_000]),
                message("spBv1.0/{g}/NDATA/n", new byte[] {8, 1}));
        assertThat(host.reasons()).containsExactly("empty", "not-understood", "too-large", "not-understood");

        host.hears(node.nodeBirth(), pumpBirth(1));
        assertThat(host.told()).endsWith("pump: Inputs-A=1");
    }

    @Test
    void a_flood_of_nodes_takes_no_more_room_than_is_allowed_and_loses_nothing() {
        for (int i = 0; i < 5_000; i++) {
            host.hears(message(
                    "spBv1.0/g/DDATA/n" + i % 70 + "/d" + i,
                    node.data("d", level(i)).payload()));
        }
        assertThat(host.nodes.size()).isLessThanOrEqualTo(100);
        assertThat(host.letters).hasSize(5_000 - host.nodes.room().messages());
    }

    @Test
    void only_its_topics_are_listened_to_and_never_commands() {
        for (String topic : List.of(
                "spBv1.0/g/NCMD/n",
                "spBv1.0/g/DCMD/n/d",
                "spBv1.0/STATE/h",
                "spBv1.0/g/DDATA/n",
                "spBv1.0/g/NDATA/n/d",
                "spAv1.0/g/NDATA/n")) {
            assertThat(SparkplugTopic.of(topic)).as(topic).isEmpty();
        }
        assertThat(SparkplugTopic.of("spBv1.0/g/DDATA/n/pump"))
                .contains(new SparkplugTopic(SparkplugTopic.Type.DDATA, PUMP));
    }
}
