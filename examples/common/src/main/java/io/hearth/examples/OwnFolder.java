package io.hearth.examples;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an example's files are when nobody says. */
public final class OwnFolder {
    private OwnFolder() {}

    /** The example's folder: its jar and its compiled classes are both one folder below target, which is in it. */
    public static Path of(Class<?> example, String name) {
        Path otherwise = Path.of("examples", name);
        try {
            Path code = Path.of(
                    example.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path folder = code.getParent().getParent();
            return Files.isDirectory(folder.resolve("profiles")) ? folder : otherwise;
        } catch (URISyntaxException e) {
            return otherwise;
        }
    }
}
