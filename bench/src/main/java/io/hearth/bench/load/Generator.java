package io.hearth.bench.load;

import io.hearth.contracts.codec.Json;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The load generator's process: all devices, those who send and those who get commands. It is asked line by line on its standard
 * input: a {@link Plan}, answered {@code ready}; then {@code load} with a {@link Load}, answered with {@link Sent} when the broker has
 * acknowledged all, and {@code settle} with seconds and how many commands were overtaken by newer ones, answered with {@link Heard}
 * when all that must come back has, or the time is over.
 */
public final class Generator implements AutoCloseable {
    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final Traffic traffic;
    private final Sender sender;
    private final List<MqttConnection> connections;
    private final MqttConnection commanded;

    private Generator(Plan plan) {
        traffic = new Traffic(plan, loop);
        connections = IntStream.range(0, plan.connections())
                .mapToObj(number -> new MqttConnection(loop, plan.port(), "bench-devices-" + number, traffic))
                .toList();
        commanded = new MqttConnection(loop, plan.port(), "bench-commanded", traffic.commands());
        if (plan.acts()) {
            commanded.subscribe(plan.commands());
        }
        sender = new Sender(plan, connections, traffic);
    }

    /** Without words; it ends with its standard input. */
    public static void main(String[] none) throws IOException, InterruptedException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Plan plan = read(questions.readLine(), Plan.class);
        try (Generator generator = new Generator(plan)) {
            System.out.println("ready");
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                String[] words = line.split(" ", 2);
                System.out.println(new String(
                        Json.bytes(
                                switch (words[0]) {
                                    case "load" -> generator.sender.send(read(words[1], Load.class));
                                    case "settle" -> generator.settle(words[1].split(" "));
                                    default ->
                                        throw new IllegalArgumentException(
                                                "'" + words[0] + "' is not understood, allowed are load and settle");
                                }),
                        StandardCharsets.UTF_8));
            }
        }
    }

    private Heard settle(String[] numbers) throws InterruptedException {
        return traffic.settle(Double.parseDouble(numbers[0]), Long.parseLong(numbers[1]));
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    @Override
    public void close() {
        traffic.close();
        commanded.close();
        connections.forEach(MqttConnection::close);
        loop.shutdownGracefully();
    }
}
