package io.hearth.device.convention.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.contracts.metadata.DeviceResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final String DEV = "\"dev\":{\"ids\":[\"d\"],\"name\":\"d\"}";

    private final Announced announced = new Announced();

    private List<String> names() {
        return announced.of("d").stream().map(DeviceResource::name).toList();
    }

    private Map<String, Object> attributes(String resource) {
        return announced.resource("d", resource).attributes();
    }

    @Test
    void a_lock_says_its_state_and_is_told_other_words() {
        announced.take(
                "homeassistant/lock/d/lock/config",
                "{" + DEV + ",\"command_topic\":\"z/d/set\",\"state_topic\":\"z/d\",\"payload_lock\":\"LOCK\","
                        + "\"state_locked\":\"locked\",\"value_template\":\"{{ value_json.lock_state }}\"}");

        assertThat(names()).containsExactly("lock", "lock_set");
        assertThat(announced.resource("d", "lock_set").properties().optional())
                .containsEntry("options", List.of("LOCK", "UNLOCK"));
        assertThat(announced.incoming().readings("z/d", "{\"lock_state\":\"locked\"}"))
                .containsExactly("lock=locked");
    }

    @Test
    void a_cover_is_told_its_position_by_a_template() {
        announced.take(
                "homeassistant/cover/d/blind/config",
                "{" + DEV
                        + ",\"command_topic\":\"z/d/set\",\"position_topic\":\"z/d\",\"set_position_topic\":\"z/d/set\","
                        + "\"set_position_template\":\"{ \\\"position\\\": {{ position }} }\","
                        + "\"position_template\":\"{{ value_json.position }}\",\"qos\":2,\"retain\":true}");

        assertThat(names()).containsExactly("blind_set", "blind_position");
        assertThat(attributes("blind_position"))
                .containsEntry("template", "{ \"position\": {value} }")
                .containsEntry("commandTopic", "z/d/set")
                .containsEntry("qos", 2)
                .containsEntry("retain", true);
    }

    @Test
    void a_climate_has_a_resource_for_each_of_its_topics() {
        announced.take(
                "homeassistant/climate/d/climate/config",
                "{" + DEV + ",\"current_temperature_topic\":\"z/d\","
                        + "\"current_temperature_template\":\"{{ value_json.local_temperature }}\","
                        + "\"temperature_command_topic\":\"z/d/set/occupied_heating_setpoint\",\"min_temp\":\"5\","
                        + "\"max_temp\":30,\"mode_state_topic\":\"z/d\",\"mode_state_template\":\"{{ value_json.mode }}\","
                        + "\"mode_command_topic\":\"z/d/set/system_mode\",\"modes\":[\"off\",\"heat\"]}");

        assertThat(names()).containsExactly("climate_current_temperature", "climate_temperature", "climate_mode");
        assertThat(announced.resource("d", "climate_temperature").properties().maximum())
                .isEqualTo(30.0);
        assertThat(announced.incoming().readings("z/d", "{\"local_temperature\":19.5,\"mode\":\"heat\"}"))
                .containsExactly("climate_current_temperature=19.5", "climate_mode=heat");
    }

    @Test
    void a_button_has_its_press_as_default() {
        announced.take("homeassistant/button/d/restart/config", "{" + DEV + ",\"cmd_t\":\"~set\",\"~\":\"z/\"}");

        assertThat(announced.resource("d", "restart").properties().defaultValue())
                .isEqualTo("PRESS");
        assertThat(attributes("restart")).containsEntry("commandTopic", "z/set");
    }

    @Test
    void where_a_switch_says_other_words_than_it_is_told_there_are_two_resources() {
        announced.take(
                "homeassistant/switch/d/s/config",
                "{" + DEV + ",\"cmd_t\":\"a\",\"stat_t\":\"b\",\"pl_on\":\"TURN_ON\",\"pl_off\":\"TURN_OFF\","
                        + "\"stat_on\":\"ON\",\"stat_off\":\"OFF\"}");

        assertThat(names()).containsExactly("s", "s_set");
        assertThat(announced.resource("d", "s").properties().readWrite()).isEqualTo("R");
    }

    @Test
    void availability_is_told_with_what_means_on_and_off_and_goes_with_the_last_that_named_it() {
        String availability = ",\"availability\":[{\"t\":\"bridge\",\"val_tpl\":\"{{ value_json.state }}\"},"
                + "{\"t\":\"own\",\"pl_avail\":\"up\",\"pl_not_avail\":\"down\"}],\"avty_mode\":\"all\"";
        announced.take("homeassistant/sensor/d/a/config", "{" + DEV + ",\"stat_t\":\"a\"" + availability + "}");
        announced.take("homeassistant/sensor/d/b/config", "{" + DEV + ",\"stat_t\":\"b\"" + availability + "}");

        assertThat(names()).containsExactly("a", "availability", "availability_2", "b");
        assertThat(attributes("availability"))
                .containsEntry("topic", "bridge")
                .containsEntry("offline", List.of("offline"))
                .doesNotContainKey("online");
        assertThat(attributes("availability_2"))
                .containsEntry("online", List.of("up"))
                .containsEntry("offline", List.of("down"));

        announced.withdraw("homeassistant/sensor/d/a/config");
        assertThat(names()).containsExactly("availability", "availability_2", "b");
        announced.withdraw("homeassistant/sensor/d/b/config");
        assertThat(names()).isEmpty();
    }

    @Test
    void the_same_again_in_any_order_changes_nothing_and_names_stay() {
        String update = "{" + DEV + ",\"stat_t\":\"t\",\"avty_t\":\"l\"}";
        announced.take("homeassistant/sensor/d/update/config", update);
        announced.take("homeassistant/binary_sensor/d/update/config", update);
        List<DeviceResource> before = announced.of("d");
        assertThat(names()).containsExactly("update", "availability", "update_binary_sensor");

        announced.take("homeassistant/binary_sensor/d/update/config", update);
        announced.take("homeassistant/sensor/d/update/config", update);

        assertThat(announced.of("d")).isEqualTo(before);
        announced.withdraw("homeassistant/sensor/d/update/config");
        announced.take("homeassistant/binary_sensor/d/update/config", update);
        assertThat(names()).containsExactly("availability", "update_binary_sensor");
    }

    @Test
    void a_component_of_which_only_the_platform_is_left_is_gone() {
        String all = "{\"dev\":{\"ids\":\"d\"},\"cmps\":{\"a\":{\"p\":\"sensor\",\"stat_t\":\"a\"},\"b\":%s}}";
        announced.take("homeassistant/device/d/config", all.formatted("{\"p\":\"sensor\",\"stat_t\":\"b\"}"));
        assertThat(names()).containsExactly("a", "b");
        announced.take("homeassistant/device/d/config", all.formatted("{\"p\":\"sensor\"}"));
        assertThat(names()).containsExactly("a");
    }

    @Test
    void what_is_wrong_is_said_with_what_is_allowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> announced.take("homeassistant/sensor/x/config", "{\"stat_t\":\"a/{b}\"}"))
                .withMessageContaining("state_topic 'a/{b}' is no topic that can be mapped, allowed are");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        announced.take("homeassistant/light/x/config", "{\"schema\":\"template\",\"cmd_t\":\"a\"}"))
                .withMessageContaining("allowed are basic, json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> announced.take("homeassistant/switch/x/config", "{\"name\":\"x\"}"))
                .withMessageContaining("state_topic and command_topic are missing");
    }
}
