package io.hearth.bench.load;

import io.hearth.bench.load.MqttConnection.Listener;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that can be done with readings: subscribes and counts, and with a Redis writes each batch that has piled up in one go
 * before it acknowledges. It says how many it is done with whenever it gets a line.
 */
public final class CountingSubscriber {
    private CountingSubscriber() {}

    /** The broker's port and the filter; the port of Redis to store. */
    public static void main(String[] words) throws IOException {
        AtomicLong done = new AtomicLong();
        int port = Integer.parseInt(words[0]);
        if (words.length > 2) {
            storing(port, words[1], Integer.parseInt(words[2]), done);
        } else {
            connected(port, words[1], new Listener() {
                @Override
                public boolean received(MqttPublishMessage message) {
                    done.incrementAndGet();
                    return true;
                }
            });
        }
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println(done.get());
        } while (questions.readLine() != null);
        System.exit(0);
    }

    private static MqttConnection connected(int port, String filter, Listener listener) {
        MqttConnection connection = new MqttConnection(new NioEventLoopGroup(1), port, "bench-subscriber", listener);
        connection.subscribe(filter);
        return connection;
    }

    private static void storing(int port, String filter, int redis, AtomicLong done) {
        CountDownLatch ready = new CountDownLatch(1);
        MqttConnection[] connection = new MqttConnection[1];
        RedisBatches batches = new RedisBatches(redis, packetIds -> {
            ready.await();
            packetIds.forEach(connection[0]::acknowledge);
            connection[0].flush();
            done.addAndGet(packetIds.size());
        });
        connection[0] = connected(port, filter, new Listener() {
            @Override
            public boolean received(MqttPublishMessage message) {
                byte[] payload = new byte[message.payload().readableBytes()];
                message.payload().readBytes(payload);
                List<String> levels =
                        List.of(message.variableHeader().topicName().split("/"));
                batches.add(levels.get(1), payload, message.variableHeader().packetId());
                return false;
            }
        });
        ready.countDown();
    }
}
