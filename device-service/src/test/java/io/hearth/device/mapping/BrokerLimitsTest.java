package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.contracts.metadata.Device;
import io.hearth.device.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices of several brokers, and what their brokers allow. */
class BrokerLimitsTest {
    private static final MappingRules RULES = new MappingRules(
            Optional.of("incoming/data/#"),
            "edgex",
            Map.of(
                    "default", new BrokerRule(Optional.of("incoming/data/#"), BrokerLimits.NONE),
                    "aws", new BrokerRule(Optional.of("incoming/data/#"), BrokerLimits.of("limits", "aws-iot")),
                    "azure",
                            new BrokerRule(Optional.of("incoming/data/#"), BrokerLimits.of("limits", "azure-iot-hub"))),
            Optional.of("command/response/#"));
    private static final String PROFILE = """
            name: lock
            deviceResources:
              - name: state
                attributes: { topic: "%s" }
                properties: { valueType: String, readWrite: R }
              - name: bolt
                attributes: { commandTopic: "%s", qos: 2, retain: true }
                properties: { valueType: String, readWrite: W }
            """;

    @Test
    void each_broker_has_the_filters_of_its_own_devices_and_knows_no_others() {
        MappingIndex index =
                index(List.of(at("here", "default"), at("there", "aws")), "lock/{device}/state", "lock/{device}/set");

        assertThat(index.at("default").filters()).containsExactlyInAnyOrder("incoming/data/#", "lock/+/state");
        assertThat(index.at("aws").find("lock/there/state")).isInstanceOf(Match.Bound.class);
        assertThat(index.at("aws").find("lock/here/state")).isEqualTo(new Match.UnknownDevice("here"));
        assertThat(index.at("azure").filters()).isEmpty();
        assertThat(index.filters()).contains("lock/+/state");
        assertThat(index.filtersByBroker().get("aws")).containsExactlyInAnyOrder("incoming/data/#", "lock/+/state");
    }

    @Test
    void a_device_of_a_broker_that_is_not_set_is_refused_and_heard_nowhere() {
        assertThat(objection(at("lost", "mars"), "lock/{device}/state", "lock/{device}/set"))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("protocols.mqtt.broker", "'mars'", "[aws, azure, default]"));
        MappingIndex index = index(List.of(at("lost", "mars")), "lock/{device}/state", "lock/{device}/set");
        assertThat(index.at("default").filters()).containsExactly("incoming/data/#");
        assertThat(index.device("lost")).isPresent();
    }

    @Test
    void what_can_be_lowered_is_a_problem_that_is_told_and_no_reason_to_refuse() {
        assertThat(objection(at("a", "aws"), "lock/{device}/state", "lock/{device}/set"))
                .isEmpty();
        MappedDevice device = index(List.of(at("a", "aws")), "lock/{device}/state", "lock/{device}/set")
                .device("a")
                .orElseThrow();
        assertThat(device.problems()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("'bolt' qos '2'", "aws-iot", "sent with 1"));
        assertThat(index(List.of(at("a", "azure")), "devices/{device}/#", "devices/{device}/messages/events/")
                        .device("a")
                        .orElseThrow()
                        .problems())
                .extracting(Problem::field)
                .containsExactly("qos", "retain");
        assertThat(index(List.of(at("a", "default")), "lock/{device}/state", "lock/{device}/set")
                        .device("a")
                        .orElseThrow()
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "aws, a/b/c/d/e/f/g/h/{device}, lock/{device}/set, attributes.topic, 9 levels",
        "aws, lock/{device}/state, a/b/c/d/e/f/g/h/{device}, attributes.commandTopic, 9 levels",
        "azure, lock/{device}/state, devices/{device}/messages/events/, attributes.topic, devices/",
        "azure, devices/{device}/#, lock/{device}/set, attributes.commandTopic, devices/"
    })
    void what_cannot_be_lowered_is_refused(
            String broker, String topic, String commandTopic, String field, String part) {
        assertThat(objection(at("a", broker), topic, commandTopic))
                .hasValueSatisfying(why -> assertThat(why).contains(field, broker, part));
    }

    @ParameterizedTest
    @CsvSource({
        "aws, 'requestTopic: \"q/{correlation}\", replyTopic: \"a/b/c/d/e/f/g/h/{correlation}\"', attributes.replyTopic, 9 levels",
        "aws, 'requestTopic: \"a/b/c/d/e/f/g/h/{correlation}\", replyTopic: \"r/{correlation}\"', attributes.requestTopic, 9 levels",
        "azure, 'requestTopic: \"devices/{correlation}\", replyTopic: \"r/{correlation}\"', attributes.replyTopic, devices/",
        "azure, 'requestTopic: \"q/{correlation}\", replyTopic: \"devices/{correlation}\"', attributes.requestTopic, devices/",
        "azure, 'requestTopic: \"devices/q/{correlation}\", replyTopic: \"{device}/{correlation}\"', attributes.replyTopic, devices/",
        "aws, 'commandTopic: \"c/{correlation}\", replyTopic: \"a/b/c/d/e/f/g/h/{correlation}\"', attributes.replyTopic, 9 levels"
    })
    void what_is_asked_and_replied_is_held_against_what_the_broker_takes_too(
            String broker, String attributes, String field, String part) {
        String profile = """
                name: lock
                deviceResources:
                  - name: state
                    attributes: { %s }
                    properties: { valueType: String, readWrite: RW }
                """.formatted(attributes);
        assertThat(Admission.objection(
                        at("a", broker),
                        Optional.of(Samples.mapped(profile)),
                        MappingIndex.of(List.of(), Map.of(), RULES)))
                .hasValueSatisfying(why -> assertThat(why).contains("'state'", field, broker, part));
    }

    @ParameterizedTest
    @CsvSource({
        "aws, a/b/c/d/e/f, 9 levels",
        "azure, lock/set, none of broker",
        "azure, devices/d/messages/events, replies come on"
    })
    void what_device_mqtt_s_own_commands_go_out_on_is_held_against_it_too(String broker, String topic, String part) {
        Device device = Samples.device("a", "lock", Map.of("broker", broker, "CommandTopic", topic));
        String profile =
                "name: lock\ndeviceResources: [ { name: bolt, properties: { valueType: String, readWrite: RW } } ]";

        assertThat(Admission.objection(
                        device, Optional.of(Samples.mapped(profile)), MappingIndex.of(List.of(), Map.of(), RULES)))
                .hasValueSatisfying(why -> assertThat(why).contains("protocols.mqtt.CommandTopic", part));
        assertThat(MappingIndex.of(List.of(device), Map.of("lock", Samples.mapped(profile)), RULES)
                        .device("a")
                        .orElseThrow()
                        .problems())
                .extracting(Problem::field)
                .contains("protocols.mqtt.CommandTopic");
    }

    @Test
    void a_correlation_counts_as_long_as_it_is() {
        String long230 = "r".repeat(230);
        assertThat(objection(at("a", "aws"), "lock/{device}/state", long230 + "/{correlation}"))
                .hasValueSatisfying(why -> assertThat(why).contains("267 octets", "allows 256"));
    }

    @Test
    void a_topic_that_is_too_long_with_the_device_s_name_is_refused() {
        assertThat(objection(at("n".repeat(260), "aws"), "lock/{device}/state", "lock/x/set"))
                .hasValueSatisfying(why -> assertThat(why).contains("271 octets", "allows 256"));
    }

    @Test
    void one_subscription_more_than_the_broker_takes_is_refused() {
        List<Device> devices = IntStream.range(0, 48)
                .mapToObj(i -> Samples.device("d" + i, "lock", Map.of("broker", "aws", "topic", "own/" + i)))
                .toList();
        MappingIndex index = index(devices, "lock/{device}/state", "lock/{device}/set");
        Optional<MappedProfile> profile = index.profile("lock");

        assertThat(Admission.objection(own("d48"), profile, index)).isEmpty();
        MappingIndex full = index(
                IntStream.range(0, 49)
                        .mapToObj(i -> Samples.device("d" + i, "lock", Map.of("broker", "aws", "topic", "own/" + i)))
                        .toList(),
                "lock/{device}/state",
                "lock/{device}/set");
        assertThat(Admission.objection(own("d49"), profile, full))
                .hasValueSatisfying(why -> assertThat(why).contains("51 subscriptions", "allowed are 50"));
    }

    @Test
    void two_devices_can_have_the_same_fixed_topic_at_two_brokers_but_not_at_one() {
        MappingIndex index = index(List.of(at("a", "default"), at("b", "aws")), "lock/state", "lock/set");
        assertThat(index.device("b").orElseThrow().problems())
                .extracting(Problem::field)
                .containsExactly("qos");

        assertThat(Admission.objection(at("c", "aws"), index.profile("lock"), index))
                .hasValueSatisfying(why -> assertThat(why).contains("'b'"));
    }

    @Test
    void limits_of_nobody_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerLimits.of("hearth.device.mqtt.limits", "acme"))
                .withMessageContaining("hearth.device.mqtt.limits is 'acme'")
                .withMessageContaining("aws-iot");
    }

    private static Device own(String name) {
        return Samples.device(name, "lock", Map.of("broker", "aws", "topic", "own/" + name));
    }

    private static Device at(String name, String broker) {
        return Samples.device(name, "lock", Map.of("broker", broker));
    }

    private static MappingIndex index(List<Device> devices, String topic, String commandTopic) {
        MappedProfile profile = Samples.mapped(PROFILE.formatted(topic, commandTopic));
        return MappingIndex.of(devices, Map.of("lock", profile), RULES);
    }

    private static Optional<String> objection(Device device, String topic, String commandTopic) {
        return Admission.objection(
                device,
                Optional.of(Samples.mapped(PROFILE.formatted(topic, commandTopic))),
                MappingIndex.of(List.of(), Map.of(), RULES));
    }
}
