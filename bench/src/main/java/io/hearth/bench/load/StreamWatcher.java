package io.hearth.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads the streams of some devices in Redis while they are written. Redis answers who waits for a stream when it has written its
 * append-only file, so with {@code appendfsync always} what is seen here is on disk.
 */
final class StreamWatcher implements Watcher {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String BLOCK_MILLIS = "100";

    private final Map<String, Integer> devices = new HashMap<>();
    private final Map<String, byte[]> last = new HashMap<>();
    private final IntConsumer came;
    private final Jedis redis;
    private final Thread thread;
    private volatile boolean closing;

    /** Begins after the entries that are there now; tells of each that comes the device's number. */
    StreamWatcher(Plan plan, IntConsumer came) {
        this.came = came;
        this.redis = new Jedis("127.0.0.1", plan.watch().port(), TIMEOUT_MILLIS);
        for (int device = 0; device < plan.watched(); device++) {
            String key = plan.watch().key(device);
            devices.put(key, device);
            last.put(key, newest(key));
        }
        thread = Thread.ofPlatform().name("watch-streams").start(this::run);
    }

    private byte[] newest(String key) {
        List<?> entries = (List<?>) redis.sendCommand(Command.XREVRANGE, key, "+", "-", "COUNT", "1");
        return entries.isEmpty() ? octets("0") : (byte[]) ((List<?>) entries.getFirst()).getFirst();
    }

    private void run() {
        while (!closing) {
            List<byte[]> words = new ArrayList<>(
                    List.of(octets("COUNT"), octets("1000"), octets("BLOCK"), octets(BLOCK_MILLIS), octets("STREAMS")));
            devices.keySet().forEach(key -> words.add(octets(key)));
            devices.keySet().forEach(key -> words.add(last.get(key)));
            Object answer = redis.sendCommand(Command.XREAD, words.toArray(byte[][]::new));
            if (answer instanceof List<?> streams) {
                streams.forEach(stream -> read((List<?>) stream));
            }
        }
    }

    private void read(List<?> stream) {
        String key = new String((byte[]) stream.getFirst(), StandardCharsets.UTF_8);
        List<?> entries = (List<?>) stream.getLast();
        for (int i = 0; i < entries.size(); i++) {
            came.accept(devices.get(key));
        }
        last.put(key, (byte[]) ((List<?>) entries.getLast()).getFirst());
    }

    private static byte[] octets(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        redis.close();
    }
}
