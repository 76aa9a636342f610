package io.hearth.device.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the session at the broker may be subscribed to, in a file. MQTT has no way to ask for it, and what a former run
 * subscribed to would otherwise go on coming when the device that wanted it is long gone.
 */
final class SubscriptionBook {
    private final Path file;

    private SubscriptionBook(Path file) {
        this.file = file;
    }

    static SubscriptionBook of(Path dir) {
        return new SubscriptionBook(dir.resolve("subscriptions"));
    }

    Set<String> read() {
        try {
            Set<String> filters = new TreeSet<>();
            if (Files.exists(file)) {
                // No filter has a NUL; one may have a line break.
                for (String filter :
                        Files.readString(file, StandardCharsets.UTF_8).split("\0")) {
                    if (!filter.isEmpty()) {
                        filters.add(filter);
                    }
                }
            }
            return filters;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    void write(Set<String> filters) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(next, String.join("\0", filters), StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
