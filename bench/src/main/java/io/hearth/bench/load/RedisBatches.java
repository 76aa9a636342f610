package io.hearth.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.XAddParams;

/** Writes what has piled up in one round trip, a stream for each device, and says when it is on disk. */
final class RedisBatches {
    /** More than a broker sends before it waits for acknowledgements. */
    private static final int MOST = 100_000;

    private static final byte[] FIELD = {'v'};

    /** Told of the messages of a batch. */
    interface Written {
        void written(List<Integer> packetIds) throws InterruptedException;
    }

    private record Message(String device, byte[] payload, int packetId) {}

    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MOST);
    private final Written written;
    private final int port;

    RedisBatches(int port, Written written) {
        this.port = port;
        this.written = written;
        Thread.ofPlatform().name("redis-batches").start(this::run);
    }

    /** The stream of a device. */
    static String key(String device) {
        return "bench:{" + device + "}:e";
    }

    void add(String device, byte[] payload, int packetId) {
        waiting.add(new Message(device, payload, packetId));
    }

    private void run() {
        try (Jedis redis = new Jedis("127.0.0.1", port, 60_000)) {
            List<Message> batch = new ArrayList<>();
            while (true) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch);
                Pipeline pipeline = redis.pipelined();
                for (Message message : batch) {
                    pipeline.xadd(
                            key(message.device()).getBytes(StandardCharsets.UTF_8),
                            XAddParams.xAddParams(),
                            Map.of(FIELD, message.payload()));
                }
                pipeline.sync();
                written.written(batch.stream().map(Message::packetId).toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
