package io.hearth.bench.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link BareSubscriber} in a JVM like that of a service. */
final class BareProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    /** Returns when it is subscribed. */
    BareProcess(int port, String filter) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx230m"));
        command.addAll(ContainerFlags.read());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareSubscriber.class.getName(),
                Integer.toString(port),
                filter));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = process.inputReader();
        questions = new PrintStream(process.getOutputStream(), true);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        if (!"0".equals(answers.readLine())) {
            throw new IllegalStateException("void: the bare subscriber has not begun");
        }
    }

    /** How many messages it has got. */
    long count() {
        questions.println();
        try {
            return Long.parseLong(answers.readLine());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    long processorNanos() {
        return Processor.nanos(process.toHandle());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
