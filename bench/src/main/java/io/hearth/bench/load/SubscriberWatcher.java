package io.hearth.bench.load;

import io.hearth.bench.load.MqttConnection.Listener;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** Where nothing is stored: subscribes to the readings of some devices. */
final class SubscriberWatcher implements Watcher {
    private final MqttConnection connection;

    /** Tells of each reading that comes the device's number. */
    SubscriberWatcher(EventLoopGroup loop, Plan plan, IntConsumer came) {
        Map<String, Integer> devices = new HashMap<>();
        for (int device = 0; device < plan.watched(); device++) {
            devices.put(plan.topic(device), device);
        }
        connection = new MqttConnection(loop, plan.port(), "bench-watch", new Listener() {
            @Override
            public boolean received(MqttPublishMessage message) {
                came.accept(devices.get(message.variableHeader().topicName()));
                return true;
            }
        });
        devices.keySet().forEach(connection::subscribe);
    }

    @Override
    public void close() {
        connection.close();
    }
}
