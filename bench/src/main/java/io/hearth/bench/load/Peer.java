package io.hearth.bench.load;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody whom Hearth is compared with, as a file {@code bench/peers/NAME.json} says. In all texts {@code {mqtt}} and {@code {redis}}
 * stand for ports, {@code {devices}} and {@code {rules}} for numbers, {@code {here}} for the folder of the file; in topic and stream
 * {@code {device}} for a device's name.
 *
 * @param name     as the results call it
 * @param mqttPort of its own broker; 0: bench starts a Mosquitto for it
 * @param redis    whether bench starts a Redis for it, {@code appendfsync always}
 * @param start    the command that runs it in the foreground; it ends with SIGTERM
 * @param ready    the command that succeeds when it is at work
 * @param topic    where the devices' messages go, {@code {"current":30.000000,"pad":"..."}}
 * @param commands the filter of the commands that its rules send, each with the value of the reading that brought it; empty when it
 *                 sends none
 * @param stored   the command that prints how many readings it has stored
 * @param fired    the command that prints how often its rules have decided to act; none when it does not say
 * @param processes the command that prints the ids of its processes, where they are no children of {@code start}, as containers' are
 *                 not; none otherwise
 * @param stream   the Redis stream of a device that it writes to; empty when it does not
 */
record Peer(
        String name,
        int mqttPort,
        boolean redis,
        List<String> start,
        List<String> ready,
        String topic,
        String commands,
        List<String> stored,
        List<String> fired,
        List<String> processes,
        String stream) {
    Peer {
        fired = fired == null ? List.of() : fired;
        processes = processes == null ? List.of() : processes;
        commands = commands == null ? "" : commands;
        stream = stream == null ? "" : stream;
        if (name == null || start == null || ready == null || topic == null || stored == null) {
            throw new IllegalArgumentException("a peer has a name, start, ready, topic and stored: " + name + ", "
                    + start + ", " + ready + ", " + topic + ", " + stored);
        }
    }

    /** Reads the file; a key that no peer has is an error. */
    static Peer read(Path file) throws IOException {
        return Json.mapper()
                .readerFor(Peer.class)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Files.readAllBytes(file));
    }
}
