package io.hearth.rules.action.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.rules.action.template.InvalidTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPolicyTest {
    private final TopicPolicy policy = new TopicPolicy("edgex", false, 100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/+/b",
                "a/#",
                "$SYS/x",
                "$${value}",
                "edgex",
                "edgex/events/device/x",
                "edgex/${value}",
                "a\u0000b",
                "a/${x}"
            })
    void a_topic_that_rules_must_not_publish_to_is_refused_when_the_rule_is_saved(String topic) {
        assertThatExceptionOfType(InvalidTemplate.class)
                .isThrownBy(() -> policy.check("then[0].publish.topic", topic))
                .withMessageStartingWith("field then[0].publish.topic ")
                .withMessageContaining("allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"home/greet", "${device}/x", "edgexy/x", "x/edgex/y", "edge${value}", "온도/1"})
    void any_other_topic_is_allowed(String topic) {
        assertThatCode(() -> policy.check("topic", topic)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgex/x", "edgex", "$SYS", ""})
    void what_a_value_makes_of_a_topic_is_looked_at_again(String topic) {
        assertThat(policy.problem(topic)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgex/x", "edgex/${value}"})
    void the_bus_own_topics_are_allowed_when_it_is_set(String topic) {
        assertThatCode(() -> new TopicPolicy("edgex", true, 100).check("topic", topic))
                .doesNotThrowAnyException();
    }
}
