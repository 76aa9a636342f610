package io.hearth.box.broker;

import io.hearth.box.BoxConfig;
import io.hearth.box.BoxSettings;
import io.hearth.box.Server;
import io.hearth.box.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The embedded broker in a process of its own, so that it can be killed with kill -9. */
final class BrokerProcess implements AutoCloseable {
    private final Path data;
    private final int port;
    private JavaProcess process;

    BrokerProcess(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    BrokerProcess start() throws IOException {
        process = JavaProcess.start(BrokerProcess.class, List.of(data.toString(), Integer.toString(port)));
        process.awaitLine("up");
        return this;
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] words) throws Exception {
        BoxConfig config = BoxSettings.read(Map.of()).getConfigMapping(BoxConfig.class);
        long from = System.nanoTime();
        EmbeddedBroker.start(
                config.broker(), new Server("127.0.0.1", Integer.parseInt(words[1])), Path.of(words[0]), 1);
        System.out.println("started in ms " + (System.nanoTime() - from) / 1_000_000);
        System.out.println("up");
        new CountDownLatch(1).await();
    }
}
