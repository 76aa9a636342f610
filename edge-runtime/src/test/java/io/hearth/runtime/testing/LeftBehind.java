package io.hearth.runtime.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Containers of tests whose process is gone: a run that was killed could not remove them, so the next one does. Instead of
 * Testcontainers' Ryuk, an image of its own, which a machine without a registry does not have.
 */
record LeftBehind(DockerClient engine) {
    /** Whose a container is. */
    static final String OWNER = "io.hearth.test.owner";

    /** Each process reckons from when the machine was started, which the clock's steps move. */
    private static final long SAME_BEGINNING_MILLIS = 10_000;

    /** By which a container of this process is known. */
    static Map<String, String> labels() {
        return Map.of(OWNER, owner(ProcessHandle.current()));
    }

    /** Removes the containers of all processes that have been here, and are no more. */
    void remove() {
        engine.listContainersCmd().withShowAll(true).withLabelFilter(List.of(OWNER)).exec().stream()
                .filter(container -> isOfTheDead(container.getLabels().get(OWNER)))
                .forEach(container -> remove(container.getId()));
    }

    private void remove(String container) {
        try {
            engine.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException anotherRunDoesIt) {
            // which was the aim
        }
    }

    /** Of another namespace nothing is known. */
    static boolean isOfTheDead(String owner) {
        String[] parts = owner.split(" ");
        return parts[0].equals(namespace())
                && ProcessHandle.of(Long.parseLong(parts[1]))
                        .filter(process -> Math.abs(began(process) - Long.parseLong(parts[2])) < SAME_BEGINNING_MILLIS)
                        .isEmpty();
    }

    /** Process ids are given again: who has it is told apart by when it began. */
    static String owner(ProcessHandle process) {
        return namespace() + " " + process.pid() + " " + began(process);
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Within which a process id means one process; on Linux there are several on a machine. */
    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException oneForAll) {
            return System.getProperty("os.name").replace(' ', '-');
        }
    }
}
