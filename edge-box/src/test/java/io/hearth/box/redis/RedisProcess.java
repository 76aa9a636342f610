package io.hearth.box.redis;

import io.hearth.box.Server;
import io.hearth.box.testing.Configs;
import io.hearth.box.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that has started Redis as the box does, so that it can be killed with kill -9. */
final class RedisProcess {
    private RedisProcess() {}

    static JavaProcess start(Path data, int port) throws IOException {
        JavaProcess process = JavaProcess.start(RedisProcess.class, List.of(data.toString(), Integer.toString(port)));
        process.awaitLine("up");
        return process;
    }

    public static void main(String[] words) throws Exception {
        Path data = Path.of(words[0]);
        EmbeddedRedis.start(
                Configs.of(data, Map.of()).box().redis(),
                new Server("127.0.0.1", Integer.parseInt(words[1])),
                data.resolve("redis"),
                data.resolve("logs"));
        System.out.println("up");
        new CountDownLatch(1).await();
    }
}
