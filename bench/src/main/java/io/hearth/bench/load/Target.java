package io.hearth.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is put under load: it takes readings over MQTT, stores them and acts on them, or only a part of that. Whoever is compared with
 * Hearth is plugged in as one of these; {@link PeerTarget} makes one of a file, for what is started by a command.
 */
interface Target extends AutoCloseable {
    /** As the results call it. */
    String name();

    /**
     * Starts it with these devices and rules, and returns when it is at work.
     *
     * @return where the devices' messages go, where commands are got, and where a reading is seen to be stored
     */
    Plan start(Setting setting) throws IOException, InterruptedException;

    /** How many readings it has stored since it was started; where it stores nothing, how many its subscriber got. */
    long stored() throws IOException, InterruptedException;

    /** The same, counted where they are kept; it may take its time. */
    default long kept() throws IOException, InterruptedException {
        return stored();
    }

    /** How often its rules have decided to act since it was started; empty when it does not say. */
    default OptionalLong fired() throws IOException, InterruptedException {
        return OptionalLong.empty();
    }

    /** How many commands were not sent since a newer one for the same device was decided before their turn. */
    default long overtaken() throws IOException, InterruptedException {
        return 0;
    }

    /** Where the newest hundred readings of a device are read over HTTP; empty when nowhere. */
    default Optional<URI> newest() {
        return Optional.empty();
    }

    /** Where all values are streamed as they change (SSE); empty when nowhere. */
    default Optional<URI> live() {
        return Optional.empty();
    }

    /** Its processes, with the broker's and the store's. */
    List<ProcessHandle> processes() throws IOException, InterruptedException;

    @Override
    void close();
}
