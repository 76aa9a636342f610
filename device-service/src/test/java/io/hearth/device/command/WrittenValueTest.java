package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.device.Samples;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenValueTest {
    private static final String PROFILE = """
            name: p
            deviceResources:
              - { name: mode, properties: { valueType: String, readWrite: W }, attributes: { commandTopic: "c/{device}", qos: 2, retain: true } }
              - { name: target, properties: { valueType: Float64, readWrite: W, minimum: 5, maximum: 30 }, attributes: { commandTopic: "c/{device}", key: t, qos: 1 } }
              - { name: level, properties: { valueType: Uint8, readWrite: W }, attributes: { commandTopic: "c/{device}/{resource}", key: "" } }
              - { name: on, properties: { valueType: Bool, readWrite: RW }, attributes: { commandTopic: "c/{device}/x" } }
              - { name: big, properties: { valueType: Uint64, readWrite: W }, attributes: { commandTopic: "c/{device}/x" } }
              - { name: list, properties: { valueType: Int16Array, readWrite: W }, attributes: { commandTopic: "c/{device}/x" } }
              - { name: tree, properties: { valueType: Object, readWrite: W }, attributes: { commandTopic: "c/{device}/x" } }
              - { name: cmd, properties: { valueType: String, readWrite: W }, attributes: { commandTopic: "c/{device}/t", template: '{"do":"{resource}","for":"{device}","arg":{json}}' } }
              - { name: dated, properties: { valueType: Int16, readWrite: W }, attributes: { commandTopic: "c/{device}/t", template: "{value};{id};{time};{millis};{other}" } }
              - { name: raw, properties: { valueType: Binary, readWrite: W }, attributes: { commandTopic: "c/{device}/r", payload: bytes } }
              - { name: c1, properties: { valueType: Float64, readWrite: W }, attributes: { commandTopic: "c/{device}/cbor", payload: cbor } }
              - { name: c2, properties: { valueType: Uint64, readWrite: W }, attributes: { commandTopic: "c/{device}/cbor", payload: cbor } }
              - { name: nowhere, properties: { valueType: Bool, readWrite: W } }
              - { name: bytes, properties: { valueType: Binary, readWrite: W }, attributes: { commandTopic: "c/{device}/x" } }
            """;

    private final MappedProfile profile = Samples.mapped(PROFILE);
    private final MappedDevice device = Samples.index(List.of(Samples.device("d", "p")), PROFILE)
            .device("d")
            .orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode   | \"heat\"               | {\"mode\":\"heat\"}",
                "target | 23                     | {\"t\":23}",
                "target | \"23.50\"              | {\"t\":23.50}",
                "target | 2.3e1                  | {\"t\":23}",
                "on     | \"TRUE\"               | {\"on\":true}",
                "big    | 18446744073709551615   | {\"big\":18446744073709551615}",
                "list   | [1,2]                  | {\"list\":[1,2]}",
                "tree   | {\"a\":1.50}           | {\"tree\":{\"a\":1.50}}",
                "tree   | \"{\\\"a\\\":[]}\"     | {\"tree\":{\"a\":[]}}",
                "bytes  | \"AAH/\"              | {\"bytes\":\"AAH/\"}",
                "cmd    | \"say \\\"hi\\\" {id}\" | {\"do\":\"cmd\",\"for\":\"d\",\"arg\":\"say \\\"hi\\\" {id}\"}",
                "level  | 7                      | 7"
            })
    void a_value_is_told_as_it_was_given(String resource, String given, String payload) {
        assertThat(text(payloads(resource, given).getFirst())).isEqualTo(payload);
    }

    @Test
    void values_of_one_topic_go_in_one_message_in_the_commands_order() {
        List<Payload> payloads = payloads("mode", "\"heat\"", "target", "23", "level", "9");

        assertThat(payloads).extracting(WrittenValueTest::text).containsExactly("{\"mode\":\"heat\",\"t\":23}", "9");
        assertThat(payloads).extracting(Payload::topic).containsExactly("c/d", "c/d/level");
        assertThat(payloads.getFirst().qos()).isEqualTo(2);
        assertThat(payloads.getFirst().retain()).isTrue();
        assertThat(payloads.getLast().qos()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target  | \"warm\" | 400",
                "target  | 4.9      | 400",
                "target  | 30.1     | 400",
                "level   | 256      | 400",
                "level   | -1       | 400",
                "on      | 7        | 400",
                "tree    | [1]      | 400",
                "nowhere | true     | 501",
                "bytes   | \"A?\"   | 400",
                "bytes   | 7        | 400"
            })
    void what_cannot_be_written_is_refused(String resource, String given, int status) {
        assertThatThrownBy(() -> payloads(resource, given)).isInstanceOfSatisfying(EdgexException.class, refused -> {
            assertThat(refused.kind().status()).isEqualTo(status);
            assertThat(refused).hasMessageContaining("'" + resource + "'");
        });
    }

    @Test
    void a_template_has_the_time_and_an_id_and_keeps_braces_that_are_none_of_its_names() {
        assertThat(text(payloads("dated", "7").getFirst()))
                .matches("7;[0-9a-f-]{36};\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z;\\d{13};\\{other}");
    }

    @Test
    void octets_go_out_as_they_are() {
        assertThat(payloads("raw", "\"AAH/\"").getFirst().bytes()).containsExactly(0, 1, 255);
    }

    @Test
    void values_of_one_topic_go_in_one_cbor_object() throws Exception {
        byte[] cbor =
                payloads("c1", "1.5", "c2", "18446744073709551615").getFirst().bytes();
        JsonNode tree = Cbor.mapper().readTree(cbor);
        assertThat(tree.path("c1").doubleValue()).isEqualTo(1.5);
        assertThat(tree.path("c2").bigIntegerValue()).isEqualTo("18446744073709551615");
    }

    @Test
    void a_tiny_number_does_not_become_a_mile_of_zeros() {
        assertThat(text(payloads("target", "5.0000000000e0").getFirst())).isEqualTo("{\"t\":5.0000000000}");
        assertThatThrownBy(() -> payloads("target", "1e-999999999")).isInstanceOf(EdgexException.class);
    }

    private List<Payload> payloads(String... resourcesAndValues) {
        List<WrittenValue> values = new ArrayList<>();
        for (int i = 0; i < resourcesAndValues.length; i += 2) {
            JsonNode given = ExactJson.tree(resourcesAndValues[i + 1]);
            values.add(WrittenValue.of(profile.resources().get(resourcesAndValues[i]), given));
        }
        return Payload.of(device, values);
    }

    private static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
