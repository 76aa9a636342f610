package io.hearth.bench.footprint;

import java.util.List;

/**
 * What is measured by itself.
 *
 * @param module where it is built
 * @param stage  of the Dockerfile
 * @param name   in compose.yaml, and of the image behind {@code hearth/}
 * @param port   of the image, whose readiness is asked
 * @param knob   the variable of compose.yaml for that port on the machine
 * @param goal   what it is to stay within
 */
record Part(String module, String stage, String name, int port, String knob, Goal goal) {
    private static final Goal SERVICE = new Goal(1.2, 120);

    /** The services, each after those that it asks. */
    static final List<Part> SERVICES = List.of(
            new Part("core-metadata", "service", "core-metadata", 59881, "CORE_METADATA_PORT", SERVICE),
            new Part("core-data", "service", "core-data", 59880, "CORE_DATA_PORT", SERVICE),
            new Part("device-service", "service", "device-service", 59982, "DEVICE_SERVICE_PORT", SERVICE),
            new Part("core-command", "service", "core-command", 59882, "CORE_COMMAND_PORT", SERVICE),
            new Part("rules-engine", "service", "rules-engine", 59720, "RULES_ENGINE_PORT", SERVICE));

    /** All of them in one process, with the broker in it, and a redis-server that it starts. */
    static final Part BOX = new Part("edge-box", "box", "box", 4000, "FRONT_DOOR_PORT", new Goal(2.5, 220));
}
