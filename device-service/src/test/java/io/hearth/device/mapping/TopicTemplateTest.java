package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTemplateTest {
    @Test
    void named_levels_become_wildcards_and_names() {
        TopicTemplate template = TopicTemplate.of("home/{device}/{resource}");

        assertThat(template.filter()).isEqualTo("home/+/+");
        assertThat(template.topic("boiler", "status")).isEqualTo("home/boiler/status");
        assertThat(template.forDevice("boiler").filter()).isEqualTo("home/boiler/+");
    }

    @Test
    void empty_levels_are_kept() {
        assertThat(TopicTemplate.of("/a//{device}/").filter()).isEqualTo("/a//+/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "home/+/x",
                "home/#",
                "home/{room}",
                "home/{device}{resource}",
                "home/{device",
                "home/{}",
                "{device}/{device}",
                "$share/g/{device}",
                "a\0b"
            })
    void a_template_that_makes_no_sense_is_refused(String text) {
        assertThatThrownBy(() -> TopicTemplate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "home/a+", "home/#/x", "home/{a}/{a}", "home/{a b}", "$x-{device}/y", "$share/g/+", "a\0b"})
    void a_template_to_listen_to_that_makes_no_sense_is_refused(String text) {
        assertThatThrownBy(() -> TopicTemplate.incoming(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_part_of_a_level_may_be_named() {
        TopicTemplate template = TopicTemplate.of("plant/sensor-{device}.v1/{resource}");

        assertThat(template.filter()).isEqualTo("plant/+/+");
        assertThat(template.topic("7", "t")).isEqualTo("plant/sensor-7.v1/t");
        assertThat(template.forDevice("7").filter()).isEqualTo("plant/sensor-7.v1/+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a+", "#"})
    void a_name_that_is_not_one_level_is_refused(String name) {
        assertThatThrownBy(() -> TopicTemplate.of("home/{device}").topic(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Property
    void what_a_template_writes_it_matches(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String fixed,
            @ForAll @StringLength(min = 1, max = 8) String device) {
        if (!TopicTemplate.isLevel(device)) {
            return;
        }
        TopicTemplate template = TopicTemplate.of(fixed + "/{device}/x");
        String[] topic = template.topic(device, "").split("/", -1);

        assertThat(template.deviceSlot().orElseThrow().in(topic)).isEqualTo(device);
    }
}
