package io.hearth.metadata.uom;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The units of measure. */
public interface UomConfig {
    /** EdgeX's {@code Writable.UoM.Validation}: units of resources must be in the list. */
    @WithDefault("false")
    boolean validation();

    /** EdgeX's {@code UoM.UoMFile}: the list, in YAML as EdgeX has it; one of Hearth's own when absent. */
    Optional<Path> file();
}
