package io.hearth.device;

import io.smallrye.config.WithDefault;

/** What EdgeX's section {@code Device} has for values and commands. */
public interface ValueConfig {
    /** EdgeX's {@code Device.DataTransform}: whether mask, shift, base, scale and offset are computed. */
    @WithDefault("true")
    boolean dataTransform();

    /** EdgeX's {@code Device.MaxCmdOps}: the most resources that one command may have. */
    @WithDefault("12800")
    int maxCmdOps();
}
