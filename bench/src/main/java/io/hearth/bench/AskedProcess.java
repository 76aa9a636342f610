package io.hearth.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with a class of bench, which answers each line with a line. It ends with this one. */
public final class AskedProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    /** The flags of one that only counts or sends, with so large a heap, as {@code -Xmx} takes it. */
    public static List<String> small(String heap) {
        return List.of("-XX:+UseSerialGC", "-Xmx" + heap, "-XX:+UseCompactObjectHeaders");
    }

    /** Starts it, with these flags of the JVM and these words for the class. */
    public AskedProcess(Class<?> main, List<String> flags, List<String> words) throws IOException {
        name = main.getSimpleName();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(words);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Its next line. */
    public String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("void: " + name + " has ended");
            }
            return line;
        } catch (IOException gone) {
            throw new UncheckedIOException(name, gone);
        }
    }

    /** What it answers to a line. */
    public String ask(String line) {
        questions.println(line);
        return answer();
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
