package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics to the letter, as the EdgeX message bus has them. */
class TopicsTest {
    private static final Topics RAW = Topics.DEFAULT;
    private static final Topics ESCAPED = new Topics("edgex", true);

    @Test
    void every_kind_of_message_has_its_topic() {
        assertThat(RAW.event("device-mqtt", "boiler", "boiler-1", "status"))
                .isEqualTo("edgex/events/device/device-mqtt/boiler/boiler-1/status");
        assertThat(RAW.coreEvent("core-data", "boiler", "boiler-1", "status"))
                .isEqualTo("edgex/events/core/core-data/boiler/boiler-1/status");
        assertThat(RAW.eventsFromDevices()).isEqualTo("edgex/events/device/#");
        assertThat(RAW.commandRequest("boiler-1", "control", "set"))
                .isEqualTo("edgex/core/command/request/boiler-1/control/set");
        assertThat(RAW.deviceCommandRequest("device-mqtt", "boiler-1", "control", "get"))
                .isEqualTo("edgex/device/command/request/device-mqtt/boiler-1/control/get");
        assertThat(RAW.response("device-mqtt", "0d3f")).isEqualTo("edgex/response/device-mqtt/0d3f");
        assertThat(RAW.commandResponse("0d3f")).isEqualTo("edgex/response/core-command/0d3f");
        assertThat(RAW.validateDevice("device-mqtt")).isEqualTo("edgex/device-mqtt/validate/device");
        assertThat(RAW.deadLetters("device-mqtt")).isEqualTo("edgex/dead-letters/device-mqtt");
    }

    @Test
    void a_system_event_has_the_profile_behind_the_owner_only_when_there_is_one() {
        assertThat(RAW.systemEvent("core-metadata", "device", "add", "device-mqtt", "boiler"))
                .isEqualTo("edgex/system-events/core-metadata/device/add/device-mqtt/boiler");
        assertThat(RAW.systemEvent("core-metadata", "deviceservice", "update", "device-mqtt", ""))
                .isEqualTo("edgex/system-events/core-metadata/deviceservice/update/device-mqtt");
        assertThat(RAW.systemEvent("core-metadata", "deviceservice", "update", "device-mqtt", null))
                .isEqualTo("edgex/system-events/core-metadata/deviceservice/update/device-mqtt");
    }

    @Test
    void a_metric_has_its_names_as_they_are_unless_they_would_break_the_topic() {
        assertThat(RAW.telemetry("device-mqtt", "LastConnected-a b"))
                .isEqualTo("edgex/telemetry/device-mqtt/LastConnected-a b");
        assertThat(ESCAPED.telemetry("device-mqtt", "LastConnected-a"))
                .isEqualTo("edgex/telemetry/device-mqtt/LastConnected-a");
        assertThat(RAW.telemetry("device-mqtt", "LastConnected-a/b"))
                .isEqualTo("edgex/telemetry/device-mqtt/LastConnected%2Da%2Fb");
    }

    @Test
    void another_base_stands_before_every_topic() {
        assertThat(new Topics("plant/7").commandResponse("x")).isEqualTo("plant/7/response/core-command/x");
    }

    @Test
    void names_go_in_as_they_are_or_escaped_and_levels_are_always_unescaped() {
        String raw = RAW.event("ds", "p", "living room", "°C");
        String escaped = ESCAPED.event("ds", "p", "living/room+1", "°C");

        assertThat(raw).isEqualTo("edgex/events/device/ds/p/living room/°C");
        assertThat(escaped).isEqualTo("edgex/events/device/ds/p/living%2Froom%2B1/%C2%B0C");
        assertThat(Topics.levels(raw)).containsExactly("edgex", "events", "device", "ds", "p", "living room", "°C");
        assertThat(Topics.levels(escaped)).endsWith("p", "living/room+1", "°C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "+", "#", "50%", "a\0", "a\nb", "\u0085", "\uFFFF", "\uFDD0"})
    void a_name_that_would_make_another_topic_or_none_is_escaped_even_when_names_are_not(String name) {
        String topic = RAW.event("ds", "p", name, "s");

        assertThat(Topic.of(topic).text()).isEqualTo("edgex/events/device/ds/p/" + NameEscape.escape(name) + "/s");
        assertThat(Topics.levels(topic)).endsWith(name, "s");
    }

    @Property
    void every_name_is_one_level_of_a_topic_and_comes_back(@ForAll("names") String name, @ForAll boolean escape) {
        String topic = new Topics("edgex", escape).event("ds", "p", name, "s");

        assertThat(Topics.levels(Topic.of(topic).text()))
                .containsExactly("edgex", "events", "device", "ds", "p", name, "s");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("aZ0 /+#%$2Ff-._~°é温\u0000\u001f\uFFFF")
                .ofMaxLength(8);
    }

    @Test
    void an_empty_level_is_a_level() {
        assertThat(Topics.levels("a//b/")).containsExactly("a", "", "b", "");
    }
}
