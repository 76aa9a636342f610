package io.hearth.bench.device;

import io.hearth.bench.AskedProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A {@link BareSubscriber} in a JVM like that of a service. */
final class BareProcess implements AutoCloseable {
    private final AskedProcess process;

    /** Returns when it is subscribed. */
    BareProcess(int port, String filter) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-Xmx230m"));
        flags.addAll(ContainerFlags.read());
        process = new AskedProcess(BareSubscriber.class, flags, List.of(Integer.toString(port), filter));
        if (!"0".equals(process.answer())) {
            throw new IllegalStateException("void: the bare subscriber has not begun");
        }
    }

    /** How many messages it has got. */
    long count() {
        return Long.parseLong(process.ask(""));
    }

    long processorNanos() {
        return Processor.nanos(process.handle());
    }

    @Override
    public void close() {
        process.close();
    }
}
