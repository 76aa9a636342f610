package io.hearth.command;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.runtime.bus.KilledService;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Leaves the broker as a killed core-command does: with a session that holds a request which was not acknowledged. A second
 * session, of the one who asked, waits for the reply.
 */
public final class WithBacklog implements QuarkusTestResourceLifecycleManager {
    static final String REQUEST_ID = UUID.randomUUID().toString();
    private static final String SESSION = "hearth-core-command-cc-requests";
    static final String ASKER = "asker-of-the-backlog";

    @Override
    public int order() {
        return 10; // after the broker
    }

    @Override
    public Map<String, String> start() {
        session(SESSION, "edgex/core/command/request/#");
        session(ASKER, "edgex/response/core-command/" + REQUEST_ID);
        Mqtt3BlockingClient client = client("backlog");
        client.connect();
        client.publishWith()
                .topic("edgex/core/command/request/nobody/control/set")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("""
                        {"apiVersion":"v3","correlationID":"%1$s","requestID":"%1$s","errorCode":0,"payload":{"mode":"off"},
                         "contentType":"application/json"}""".formatted(REQUEST_ID).getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
        KilledService.wasConnected(
                runDir(), SESSION, "127.0.0.1", WithBroker.broker().port());
        // The tests' start takes longer than a service's.
        return Map.of("hearth.bus.keep-requests", "2m");
    }

    private static Path runDir() {
        return WithBroker.broker().dir().resolve("run");
    }

    @Override
    public void stop() {}

    /** A client of the test's broker. */
    static Mqtt3BlockingClient client(String id) {
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildBlocking();
    }

    private static void session(String clientId, String filter) {
        Mqtt3BlockingClient client = client(clientId);
        client.connectWith().cleanSession(false).send();
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
        client.disconnect();
    }
}
