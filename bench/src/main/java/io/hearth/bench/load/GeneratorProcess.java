package io.hearth.bench.load;

import io.hearth.bench.AskedProcess;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link Generator} that runs. */
final class GeneratorProcess implements AutoCloseable {
    private static final String HEAP = "700m";

    private final AskedProcess process;

    /** Returns when its devices are connected. */
    GeneratorProcess(Plan plan) throws IOException {
        process = new AskedProcess(Generator.class, AskedProcess.small(HEAP), List.of());
        String answer = process.ask(json(plan));
        if (!answer.equals("ready")) {
            throw new IllegalStateException("void: the load generator said " + answer);
        }
    }

    /** Returns when the broker has acknowledged all. */
    Sent send(Load load) throws IOException {
        return read(process.ask("load " + json(load)), Sent.class);
    }

    /** Returns when all that must come back has, or the time is over; so many commands were overtaken and will not. */
    Heard settle(double seconds, long overtaken) throws IOException {
        return read(process.ask("settle " + seconds + " " + overtaken), Heard.class);
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    @Override
    public void close() {
        process.close();
    }
}
