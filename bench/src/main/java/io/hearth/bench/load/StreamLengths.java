package io.hearth.bench.load;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** How many entries all devices' streams in Redis have, and the sorted sets beside them of what came late. */
record StreamLengths(int port, int devices) {
    private static final int AT_A_TIME = 1_000;

    /** The keys have {@code {device}} in place of the device's name. */
    long sum(String stream, String late) {
        long sum = 0;
        try (Jedis redis = new Jedis("127.0.0.1", port, 60_000)) {
            for (int from = 0; from < devices; from += AT_A_TIME) {
                Pipeline pipeline = redis.pipelined();
                List<Response<Long>> lengths = new ArrayList<>();
                for (int device = from; device < Math.min(devices, from + AT_A_TIME); device++) {
                    String name = Plan.name(device);
                    lengths.add(pipeline.xlen(stream.replace("{device}", name)));
                    lengths.add(pipeline.zcard(late.replace("{device}", name)));
                }
                pipeline.sync();
                sum += lengths.stream().mapToLong(Response::get).sum();
            }
        }
        return sum;
    }
}
