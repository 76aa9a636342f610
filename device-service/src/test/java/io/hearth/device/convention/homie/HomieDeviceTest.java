package io.hearth.device.convention.homie;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.intake.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HomieDeviceTest {
    private final Map<String, DeviceMessage> attributes = new LinkedHashMap<>();

    private static DeviceMessage message(String topic, String payload) {
        return new DeviceMessage(
                topic, payload.getBytes(StandardCharsets.UTF_8), 0, false, OptionalLong.empty(), () -> {});
    }

    private HomieDeviceTest told(String path, String payload) {
        attributes.put(path, message("homie/d/" + path, payload));
        return this;
    }

    private HomieDevice device() {
        return new HomieDevice("homie", "d", attributes);
    }

    private void thermostat() {
        told("$homie", "4.0.0").told("$name", "Hall").told("$nodes", "heat");
        told("heat/$properties", "temperature,target,mode");
        told("heat/temperature/$datatype", "float").told("heat/temperature/$unit", "°C");
        told("heat/target/$datatype", "integer")
                .told("heat/target/$settable", "true")
                .told("heat/target/$format", "5:30");
        told("heat/mode/$datatype", "enum").told("heat/mode/$format", "off,heat");
    }

    @Test
    void each_property_is_a_resource_and_the_state_says_whether_it_is_there() {
        thermostat();

        List<DeviceResource> resources = device().understood().orElseThrow().resources();
        assertThat(resources)
                .extracting(resource -> resource.name() + " "
                        + resource.properties().valueType() + " "
                        + resource.properties().readWrite())
                .containsExactly(
                        "state String R", "heat_temperature Float64 R", "heat_target Int64 RW", "heat_mode String R");
        assertThat(resources.getFirst().attributes())
                .containsEntry("topic", "homie/d/$state")
                .containsEntry("online", List.of("ready", "alert"))
                .containsEntry("offline", List.of("disconnected", "lost"));
        assertThat(resources.get(2).attributes()).containsEntry("commandTopic", "homie/d/heat/target/set");
        assertThat(resources.get(2).properties().maximum()).isEqualTo(30);
        assertThat(resources.get(3).properties().optional()).containsEntry("options", List.of("off", "heat"));
    }

    @Test
    void it_waits_until_the_device_has_told_all_that_it_must() {
        thermostat();
        for (String needed : List.of("$homie", "$nodes", "heat/$properties", "heat/mode/$datatype")) {
            DeviceMessage was = attributes.remove(needed);
            assertThat(device().understood()).as(needed).isEmpty();
            attributes.put(needed, was);
        }
        assertThat(device().understood()).isPresent();
    }

    @Test
    void what_is_wrong_is_told_and_the_rest_taken() {
        thermostat();
        told("heat/mode/$datatype", "colour").told("$nodes", "heat,Bad Node");

        HomieDevice.Understood understood = device().understood().orElseThrow();
        assertThat(understood.resources()).hasSize(3);
        assertThat(understood.wrong())
                .extracting(HomieDevice.Wrong::why)
                .anySatisfy(why -> assertThat(why).startsWith("$datatype 'colour' is not known, allowed are"))
                .anySatisfy(why -> assertThat(why).startsWith("'Bad Node' is no id, allowed are"));
        told("$homie", "3.0.1");
        assertThat(device().understood().orElseThrow().resources()).isEmpty();
    }

    @Test
    void only_attributes_are_listened_to_and_never_values() {
        assertThat(HomieTopic.of("homie", "homie/d/heat/temperature")).isEmpty();
        assertThat(HomieTopic.of("homie", "homie/d/heat/target/set")).isEmpty();
        assertThat(HomieTopic.of("homie", "homie/d/$state")).isEmpty();
        assertThat(HomieTopic.of("homie", "homie/D e/$name")).isEmpty();
        assertThat(HomieTopic.of("homie", "homie/d/heat/target/$unit"))
                .contains(new HomieTopic("d", "heat/target/$unit"));
        assertThat(HomieTopic.filters("homie")).allMatch(filter -> filter.contains("/$"));
    }

    @Test
    void a_flood_of_devices_takes_no_more_room_than_is_allowed_and_the_last_are_kept() throws Exception {
        HomieMemory memory = new HomieMemory("homie", 100_000, 5);
        IntStream.range(0, 10_000)
                .forEach(i -> memory.put(new HomieTopic("x" + i, "$name"), message("homie/x" + i + "/$name", "x")));
        assertThat(memory.size()).isLessThan(500);
        assertThat(memory.await(Duration.ZERO))
                .extracting(HomieDevice::id)
                .contains("x9999")
                .doesNotContain("x0");

        boolean taken = IntStream.range(0, 10)
                .allMatch(i -> memory.put(
                        new HomieTopic("y", "n" + i + "/$properties"), message("homie/y/n/$properties", "x")));
        assertThat(taken).isFalse();
    }
}
