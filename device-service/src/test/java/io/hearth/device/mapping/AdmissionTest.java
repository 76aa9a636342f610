package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.Device;
import io.hearth.device.Samples;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final MappingIndex NOBODY = Samples.index(java.util.List.of());
    private static final String ROOM = """
            name: room
            deviceResources:
              - name: temperature
                attributes: { topic: "home/{device}/{resource}" }
                properties: { valueType: Float64, readWrite: R }
            """;

    @Test
    void a_device_whose_settings_make_sense_is_taken() {
        assertThat(objection(Samples.device("livingroom", "room", Map.of("name", "living-room")), ROOM))
                .isEmpty();
    }

    @Test
    void a_device_without_a_profile_is_taken() {
        assertThat(Admission.objection(Samples.device("livingroom", ""), Optional.empty(), NOBODY))
                .isEmpty();
    }

    @Test
    void a_device_whose_profile_is_not_known_is_not_taken() {
        assertThat(Admission.objection(Samples.device("livingroom", "nothing"), Optional.empty(), NOBODY))
                .hasValueSatisfying(why -> assertThat(why).contains("profileName", "nothing"));
    }

    @Test
    void a_topic_of_the_device_that_is_none_is_not_taken_and_named() {
        assertThat(objection(Samples.device("livingroom", "room", Map.of("topic", "home/#/x")), ROOM))
                .hasValueSatisfying(why -> assertThat(why).contains("protocols.mqtt.topic", "home/#/x"));
    }

    @Test
    void a_setting_that_is_no_text_is_not_taken_and_named() {
        assertThat(objection(Samples.device("livingroom", "room", Map.of("name", 5)), ROOM))
                .hasValueSatisfying(why -> assertThat(why).contains("protocols.mqtt.name", "5", "a text"));
    }

    @Test
    void a_name_that_cannot_be_a_topic_level_is_not_taken_without_another_for_topics() {
        assertThat(objection(Samples.device("floor/livingroom", "room"), ROOM))
                .hasValueSatisfying(why -> assertThat(why).contains("floor/livingroom", "protocols.mqtt.name"));
        assertThat(objection(Samples.device("floor/livingroom", "room", Map.of("name", "livingroom")), ROOM))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic: 'home/#/x'        | attributes.topic",
                "pointer: 'current'       | attributes.pointer",
                "format: 'xml'            | attributes.format",
                "column: 2                | attributes.column",
                "format: 'csv'            | attributes.column",
                "format: 'text'           | attributes.regex",
                "'format: text, regex: a('| attributes.regex",
                "'format: text, regex: \"(a)\", group: 2'      | attributes.group",
                "jsonata: 'a +'           | attributes.jsonata",
                "jsonata: '$match(a, /b/)'| attributes.jsonata",
                "'format: bytes, rawType: Uint7'             | attributes.rawType",
                "'format: bytes, rawType: Uint8, bit: 8'     | attributes.bit",
                "'format: bytes, byteOrder: middle'          | attributes.byteOrder",
                "'format: bytes, each: 0' | attributes.each",
                "'format: csv, column: 0, separator: ab'     | attributes.separator",
                "'format: csv, columns: \"a,b\", column: c'   | attributes.column",
                "time: ts                 | attributes.time",
                "timeFormat: unix-ms      | attributes.timeFormat",
                "'time: /t, timeFormat: unix'                | attributes.timeFormat",
                "'time: /t, timeZone: Mars'                  | attributes.timeZone",
                "quality: /q              | attributes.qualityGood",
                "onNull: drop             | attributes.onNull",
                "level: room              | attributes.level",
                "'topic: \"a/{device}\", device: /id'          | attributes.device",
            })
    void a_profile_whose_attributes_make_no_sense_is_named(String attribute, String field) {
        assertThat(objection(
                        Samples.device("boiler", "room"),
                        ROOM.replace("topic: \"home/{device}/{resource}\"", attribute)))
                .hasValueSatisfying(why -> assertThat(why).contains("temperature", field));
    }

    @Test
    void a_resource_with_transforms_is_taken() {
        String scaled = ROOM.replace("readWrite: R", "readWrite: R, scale: 0.1");

        assertThat(objection(Samples.device("livingroom", "room"), scaled)).isEmpty();
    }

    @Test
    void a_topic_without_the_device_is_of_one_device_of_the_profile() {
        String fixed = ROOM.replace("home/{device}/{resource}", "home/status");
        MappingIndex there = Samples.index(java.util.List.of(Samples.device("boiler", "room")), fixed);
        Optional<MappedProfile> profile = Optional.of(Samples.mapped(fixed));

        assertThat(Admission.objection(Samples.device("boiler", "room"), profile, there))
                .isEmpty();
        assertThat(Admission.objection(Samples.device("other", "room"), profile, there))
                .hasValueSatisfying(why -> assertThat(why).contains("home/status", "'boiler'"));
        assertThat(Admission.objection(Samples.device("other", "room", Map.of("topic", "home/other")), profile, there))
                .isEmpty();
    }

    private static Optional<String> objection(Device device, String profile) {
        return Admission.objection(device, Optional.of(Samples.mapped(profile)), NOBODY);
    }
}
