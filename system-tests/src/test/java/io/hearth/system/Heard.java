package io.hearth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a client hears on a topic of a box until it has heard so many messages, as mosquitto_sub prints them. */
final class Heard {
    private final Process client;
    private final Path output;

    private Heard(Process client, Path output) {
        this.client = client;
        this.output = output;
    }

    /** From now on; with more of mosquitto_sub's options. */
    static Heard on(Box box, String topic, int messages, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "mosquitto_sub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(box.mqttPort()),
                "-t",
                topic,
                "-C",
                Integer.toString(messages)));
        words.addAll(List.of(options));
        try {
            Path output = Files.createTempFile("heard", ".txt");
            return new Heard(Command.start(box.environment(), words, output), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So far, a message a line. */
    List<String> messages() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has heard all that it was to hear. */
    boolean all() {
        return !client.isAlive();
    }
}
