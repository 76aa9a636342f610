package io.hearth.bench.device;

import java.io.IOException;

/**
 * Devices and their commands: {@code ./hearth bench device [events | commands | devices] [short]}. A run checks what it measures: where
 * counts do not agree it is void and prints nothing.
 */
public final class DeviceBench {
    private static final int FEW = 100;
    private static final int MANY = 100_000;

    private DeviceBench() {}

    /** Runs all of it, or one part; {@code short} only to see that it works. */
    public static void main(String[] words) throws IOException, InterruptedException {
        boolean brief = words.length > 0 && words[words.length - 1].equals("short");
        String part = words.length > (brief ? 1 : 0) ? words[0] : "";
        switch (part) {
            case "" -> {
                new IndexRun().run(FEW, MANY);
                try (Suite suite = new Suite()) {
                    events(suite, brief);
                    commands(suite, brief);
                }
            }
            case "devices" -> new IndexRun().run(FEW, MANY);
            case "events" -> {
                try (Suite suite = new Suite()) {
                    events(suite, brief);
                }
            }
            case "commands" -> {
                try (Suite suite = new Suite()) {
                    commands(suite, brief);
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "'" + part + "' is not a part, allowed are events, commands and devices");
        }
    }

    private static void events(Suite suite, boolean brief) throws IOException, InterruptedException {
        new EventRun(suite, brief ? 1 : 5, brief ? 1 : 5, brief ? 5_000 : 100_000).run();
    }

    private static void commands(Suite suite, boolean brief) throws InterruptedException {
        new CommandRun(suite, brief ? 200 : 80_000, brief ? 3 : 60).run();
    }
}
