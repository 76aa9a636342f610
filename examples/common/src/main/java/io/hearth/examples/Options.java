package io.hearth.examples;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/** What examples take on the command line; what is wrong is a {@link TypeConversionException} that says so. */
public final class Options {
    private Options() {}

    /** {@code HOST:PORT} of a broker. */
    public static Broker broker(String text) {
        try {
            return Broker.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Such as {@code 90s}, {@code 1m30s}, {@code 2h}. */
    public static Duration duration(String text) {
        try {
            Duration duration = Duration.parse("PT" + text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, as a time that is not positive is.
        }
        throw new TypeConversionException("'" + text + "' is not a time such as 90s, 1m30s or 2h");
    }

    /** The jar and the compiled classes are both one folder below target, which is in the example's folder. */
    public static Path ownFolder(Class<?> main, String example) {
        try {
            Path code = Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path folder = code.getParent().getParent();
            return Files.isDirectory(folder.resolve("profiles")) ? folder : Path.of("examples", example);
        } catch (URISyntaxException e) {
            return Path.of("examples", example);
        }
    }
}
