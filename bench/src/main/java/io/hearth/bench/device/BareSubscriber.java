package io.hearth.bench.device;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the device service is compared with: a process that subscribes to the same with the same client, QoS 1, and only counts.
 * It says how many it has got whenever it gets a line.
 */
public final class BareSubscriber {
    private BareSubscriber() {}

    /** The broker's port and the filter. */
    public static void main(String[] words) throws IOException {
        AtomicLong count = new AtomicLong();
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(Integer.parseInt(words[0]))
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter(words[1])
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> count.incrementAndGet())
                .send()
                .join();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println(count.get());
        } while (questions.readLine() != null);
        System.exit(0);
    }
}
