package io.hearth.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.command.Asker;
import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.contracts.codec.Cbor;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class PayloadFormsTest {
    private static final Map<String, String> OFF = Map.of("mode", "off");

    private final String device = "boiler-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @Test
    void a_payload_in_line_is_taken() {
        assertTaken(Asker.envelope(id, "{\"mode\":\"off\"}", "{}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_payload_in_base64_is_taken() {
        String packed = Base64.getEncoder().encodeToString("{\"mode\":\"off\"}".getBytes(StandardCharsets.UTF_8));

        assertTaken(Asker.envelope(id, '"' + packed + '"', "{}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_payload_in_cbor_is_taken() {
        String packed = Base64.getEncoder().encodeToString(Cbor.bytes(OFF));

        assertTaken(Asker.envelope(id, '"' + packed + '"', "{}")
                .replace("application/json", "application/cbor")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_envelope_that_is_cbor_as_a_whole_is_taken() {
        assertTaken(Cbor.bytes(Map.of(
                "apiVersion",
                "v3",
                "correlationID",
                UUID.randomUUID().toString(),
                "requestID",
                id,
                "errorCode",
                0,
                "payload",
                Cbor.bytes(OFF),
                "contentType",
                "application/cbor")));
    }

    private void assertTaken(byte[] envelope) {
        try (ScriptedDeviceService service = new ScriptedDeviceService();
                Asker asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#")) {
            asker.send("edgex/core/command/request/" + device + "/control/set", envelope, false);

            assertThat(asker.answer(id).get("errorCode").asInt()).isZero();
            assertThat(service.asked(device).getFirst().envelope().get("payload"))
                    .hasToString("{\"mode\":\"off\"}");
        }
    }
}
