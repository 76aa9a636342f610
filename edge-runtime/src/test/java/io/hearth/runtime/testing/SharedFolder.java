package io.hearth.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Whether what runs at a place has the folders of this machine, as servers of tests need it: an engine may map the users of
 * containers to others (userns-remap), be kept from the folders (SELinux), or have a file system of its own (Docker Desktop).
 *
 * @param patience how long a copy may take there, with the start of who copies
 */
record SharedFolder(Place place, Duration patience) {
    private static final Duration LOOK = Duration.ofMillis(20);

    SharedFolder(Place place) {
        this(place, Duration.ofSeconds(20));
    }

    /** Has a file of this machine copied there, beside it: why that cannot be, or absent. */
    Optional<String> whyNot() throws IOException {
        Path folder = Files.createTempDirectory("hearth-shared").toRealPath();
        try {
            return whyNot(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private Optional<String> whyNot(Path folder) throws IOException {
        String text = UUID.randomUUID().toString();
        Path given = Files.writeString(folder.resolve("given"), text);
        Path copy = folder.resolve("copy");
        Running copying = place.run(List.of(place.program("cp"), given.toString(), copy.toString()), folder, List.of());
        try {
            Awaitility.await().atMost(patience).pollInterval(LOOK).until(() -> !copying.isAlive());
            return Files.exists(copy) && Files.readString(copy).equals(text)
                    ? Optional.empty()
                    : Optional.of("what runs there does not read and write in " + folder.getParent()
                            + " of this machine, and said: " + copying.log().strip());
        } catch (ConditionTimeoutException stillCopying) {
            return Optional.of("a file is not copied there within " + patience.toSeconds() + " s");
        } finally {
            copying.kill();
        }
    }
}
