package io.hearth.runtime.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A user's name or password, said in a setting or kept in a file. It is read when it is needed, so that a new one in the file counts. */
public final class Secret {
    private Secret() {}

    /**
     * The secret; the file's first line when it is in a file.
     *
     * @param setting the setting's name; that of the file has {@code -file} behind it
     * @throws IllegalArgumentException naming the settings when both are set or the file cannot be read; never with the secret
     */
    public static Optional<String> of(String setting, Optional<String> said, Optional<Path> file) {
        if (said.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(
                    setting + " and " + setting + "-file are both set, allowed is one of them");
        }
        return file.map(path -> firstLine(setting, path)).or(() -> said);
    }

    private static String firstLine(String setting, Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    setting + "-file is '" + file + "', which cannot be read: " + unreadable, unreadable);
        }
    }
}
