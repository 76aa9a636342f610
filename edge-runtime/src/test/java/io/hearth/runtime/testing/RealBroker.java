package io.hearth.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Mosquitto with the settings that Hearth runs it with: nothing queued is dropped, and saved every second. */
public final class RealBroker extends RealProcess {
    public RealBroker() {
        super("mosquitto");
    }

    @Override
    List<String> command(Path dir, int port) throws IOException {
        Path config = dir.resolve("mosquitto.conf");
        String user = "root".equals(System.getProperty("user.name")) ? "user root\n" : "";
        Files.writeString(config, user + """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                autosave_on_changes false
                autosave_interval 1
                set_tcp_nodelay true
                max_inflight_messages 1000
                max_queued_messages 0
                """.formatted(port, dir));
        return List.of(program("mosquitto"), "-c", config.toString());
    }
}
