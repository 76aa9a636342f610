package io.hearth.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code <data>/run/box.env}: where this box's parts are, for the script and for {@code hearth status}. */
final class RunFile {
    private RunFile() {}

    static void write(BoxPlan plan) throws IOException {
        Files.write(
                file(plan),
                List.of(
                        "BOX_PID=" + ProcessHandle.current().pid(),
                        "BOX_HOST=" + plan.config().host(),
                        "BOX_PORT=" + plan.http(),
                        "BOX_PORT_OFFSET=" + plan.config().portOffset(),
                        "BOX_MQTT=" + plan.broker(),
                        "BOX_REDIS=" + plan.redis(),
                        "BOX_OWN=" + own(plan)));
    }

    /** Which of the parts with data are the box's own, for its backup. */
    private static String own(BoxPlan plan) {
        return (plan.embedsBroker() ? "broker" : "") + (plan.embedsRedis() ? "redis" : "");
    }

    static void remove(BoxPlan plan) throws IOException {
        Files.deleteIfExists(file(plan));
    }

    private static Path file(BoxPlan plan) {
        return plan.run().resolve("box.env");
    }
}
