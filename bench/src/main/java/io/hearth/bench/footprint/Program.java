package io.hearth.bench.footprint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application that is started again and again, with settings that stay. */
final class Program implements AutoCloseable {
    private static final int STOP_SECONDS = 15;

    private final Application application;
    private final Map<String, String> settings;
    private final int port;
    private final Path said;
    private final Readiness readiness = new Readiness();
    private Process process;

    /** An application that is asked at this port of this machine, and writes what it says into a file. */
    Program(Application application, Map<String, String> settings, int port, Path said) {
        this.application = application;
        this.settings = settings;
        this.port = port;
        this.said = said;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    Part part() {
        return application.part();
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @return seconds from the start of its process
     */
    double start() throws IOException, InterruptedException {
        ProcessBuilder builder = application.service(settings, said);
        long begin = System.nanoTime();
        process = builder.start();
        readiness.await(part().name(), port, process::isAlive);
        return (System.nanoTime() - begin) / 1e9;
    }

    Memory memory() {
        return Memory.of(process.toHandle());
    }

    /** Ends it as an operator does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("void: " + part().name() + " does not end");
        }
    }

    /** Ends it and what it has started at once. */
    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
