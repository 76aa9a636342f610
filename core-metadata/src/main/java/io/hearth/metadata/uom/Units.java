package io.hearth.metadata.uom;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.UnitsOfMeasure;
import io.hearth.metadata.MetadataConfig;
import io.hearth.runtime.rest.RequestBody;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The units of measure that are known, read once when the service starts; a file that cannot be read stops the start. */
@Startup
@Singleton
public class Units {
    private final byte[] yaml;
    private final UnitsOfMeasure known;

    @Inject
    Units(MetadataConfig config) {
        this(config.uom());
    }

    Units(UomConfig config) {
        String where = config.file().map(Path::toString).orElse("(Hearth's own)");
        try {
            yaml = config.file().isPresent() ? Files.readAllBytes(config.file().get()) : shipped();
            UnitsOfMeasure read = Yaml.read(yaml, UnitsOfMeasure.class);
            known = read == null ? new UnitsOfMeasure("", null) : read;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(
                    "hearth.metadata.uom.file: " + where + " is no list of units: " + RequestBody.reason(malformed),
                    malformed);
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "hearth.metadata.uom.file: " + where + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static byte[] shipped() throws IOException {
        try (InputStream in = Units.class.getResourceAsStream("uom.yaml")) {
            return in.readAllBytes();
        }
    }

    /** The units. */
    public UnitsOfMeasure known() {
        return known;
    }

    /** The file that they were read from. */
    byte[] yaml() {
        return yaml.clone();
    }
}
