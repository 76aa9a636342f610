package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.Device;
import io.hearth.device.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A broker with 50 subscriptions for all: devices, conventions, notices of clients, replies. */
class BrokerRoomTest {
    private static final Set<String> TAKEN = Set.of("spBv1.0/+/NDEATH/+", "own/+/config", "clients/+/gone");
    private static final MappedProfile LOCK = profile("lock", ", attributes: { topic: 'lock/{device}/bolt' }");
    private static final MappedProfile BARE = profile("bare", "");

    private static MappedProfile profile(String name, String attributes) {
        return Samples.mapped("""
                name: %s
                deviceResources: [ { name: bolt, properties: { valueType: String, readWrite: RW }%s } ]
                """.formatted(name, attributes));
    }

    private static MappingRules rules(String replyTopic) {
        return new MappingRules(
                Optional.empty(),
                "edgex",
                Map.of("default", new BrokerRule(Optional.empty(), BrokerLimits.of("limits", "aws-iot"), TAKEN)),
                Optional.of(replyTopic));
    }

    private static MappingIndex with(int devices) {
        return MappingIndex.of(
                IntStream.range(0, devices)
                        .mapToObj(i -> device("d" + i, "own/" + i))
                        .toList(),
                Map.of("lock", LOCK),
                rules("command/response/#"));
    }

    private static Device device(String name, String topic) {
        return Samples.device(name, "lock", Map.of("topic", topic));
    }

    private static Optional<String> objection(Device device, MappingIndex others) {
        return Admission.objection(device, Optional.of(device.profileName().equals("lock") ? LOCK : BARE), others);
    }

    @Test
    void what_conventions_and_notices_of_clients_listen_to_counts_and_the_filter_that_does_not_fit_is_named() {
        assertThat(objection(device("last", "own/last"), with(46))).isEmpty();
        assertThat(objection(device("more", "own/more"), with(47))).hasValueSatisfying(why -> assertThat(why)
                .contains(
                        "protocols.mqtt.broker",
                        "'default' (aws-iot) would have 51 subscriptions, allowed are 50",
                        "3 are those of conventions",
                        "no room for [own/more]"));
    }

    @Test
    void what_a_convention_hears_already_needs_no_room() {
        assertThat(objection(device("heard", "own/a/config"), with(47))).isEmpty();
    }

    @Test
    void where_there_are_too_many_already_one_that_needs_no_more_is_taken() {
        assertThat(objection(device("same", "own/a/config"), with(60))).isEmpty();
    }

    @Test
    void the_topic_of_replies_counts() {
        Device commanded = Samples.device("c", "bare", Map.of("CommandTopic", "command/c"));
        assertThat(objection(commanded, with(46))).isEmpty();
        assertThat(objection(commanded, with(47)))
                .hasValueSatisfying(why -> assertThat(why).contains("no room for [command/response/#]"));
    }

    @Test
    void a_topic_of_replies_with_more_levels_than_the_broker_takes_is_told() {
        MappingIndex nobody = MappingIndex.of(List.of(), Map.of(), rules("a/b/c/d/e/f/g/h/#"));
        assertThat(objection(Samples.device("c", "bare", Map.of("CommandTopic", "command/c")), nobody))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("protocols.mqtt.CommandTopic", "'a/b/c/d/e/f/g/h/#'", "9 levels, allowed are 8"));
    }
}
