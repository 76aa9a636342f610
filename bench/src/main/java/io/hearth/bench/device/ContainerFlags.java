package io.hearth.bench.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The flags of the JVMs in the images, from the file that is in each of them. */
final class ContainerFlags {
    private static final Path FILE = Path.of("docker", "jvm.options");

    private ContainerFlags() {}

    /** Those that are the JVM's and no library's. */
    static List<String> read() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> line.startsWith("-XX:"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
