package io.hearth.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithBacklog.class)
class BacklogTest {
    @Test
    void a_request_that_a_killed_predecessor_had_not_acknowledged_is_answered_after_the_start() throws Exception {
        Mqtt3BlockingClient asker = WithBacklog.client(WithBacklog.ASKER);
        try (Mqtt3BlockingClient.Mqtt3Publishes replies = asker.publishes(MqttGlobalPublishFilter.ALL)) {
            asker.connectWith().cleanSession(false).send();

            Optional<Mqtt3Publish> reply = replies.receive(10, TimeUnit.SECONDS);

            assertThat(reply).isPresent();
            JsonNode envelope = ScriptedDeviceService.json(reply.get().getPayloadAsBytes());
            assertThat(envelope.get("requestID").asText()).isEqualTo(WithBacklog.REQUEST_ID);
            assertThat(envelope.get("statusCode").asInt()).isEqualTo(404);
        } finally {
            asker.disconnect();
        }
    }
}
