package io.hearth.runtime.door;

import java.util.Map;

/** What one service shows at {@code GET /api/v3/config} under EdgeX's names, beside what all services do. */
public interface EdgexSections {
    /** The service that shows it. */
    String serviceKey();

    /** What is in force, by EdgeX's paths, e.g. {@code Device/MaxCmdOps}. Nothing secret. */
    Map<String, Object> inForce();
}
