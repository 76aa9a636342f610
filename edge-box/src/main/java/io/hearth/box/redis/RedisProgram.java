package io.hearth.box.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** Where the redis-server program is. */
public final class RedisProgram {
    private static final List<String> ALSO = List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin");

    private RedisProgram() {}

    /** The one that is installed, looked for on the PATH and in the usual places. */
    public static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), ALSO.stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The one that the box carries in its jar, unpacked into a folder.
     *
     * @throws IOException when there is none for this machine, or it cannot be unpacked
     */
    static Path carried(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        } catch (RuntimeException noneForThisMachine) {
            throw new IOException(
                    "there is no redis-server on this machine and none inside Hearth for it: install one (Debian: apt-get install"
                            + " redis-server) or name one with --redis HOST:PORT",
                    noneForThisMachine);
        }
    }
}
