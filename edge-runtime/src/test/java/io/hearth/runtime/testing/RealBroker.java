package io.hearth.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Mosquitto with the settings that Hearth runs it with: nothing queued is dropped, and saved every second. */
public final class RealBroker extends RealProcess {
    private final StringBuilder also = new StringBuilder();
    private final StringBuilder behind = new StringBuilder();

    public RealBroker() {
        super("mosquitto");
    }

    /** Adds a line to the configuration of the next start. */
    public void also(String line) {
        also.append(line).append('\n');
    }

    /** Adds a line behind the listener, and so to it or to one more that is begun here. */
    public void behind(String line) {
        behind.append(line).append('\n');
    }

    /** Adds a listener with TLS on a free port, which is answered. */
    public int listenWithTls(Authority authority, Authority.Issued own, boolean certificateRequired) {
        int port = freePort();
        behind("listener " + port + " 127.0.0.1");
        behind("allow_anonymous true");
        behind("cafile " + authority.certificate());
        behind("certfile " + own.certificate());
        behind("keyfile " + own.key());
        behind("require_certificate " + certificateRequired);
        return port;
    }

    /** The plugin with which Mosquitto refuses subscriptions. Debian has it with the broker. */
    public static Path dynamicSecurityPlugin() throws IOException {
        try (Stream<Path> libraries = Files.find(Path.of("/usr/lib"), 3, (path, attributes) -> path.getFileName()
                .toString()
                .equals("mosquitto_dynamic_security.so"))) {
            return libraries
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("mosquitto's dynamic security plugin is not installed"));
        }
    }

    @Override
    protected List<String> command(Path dir, int port) throws IOException {
        Path config = dir.resolve("mosquitto.conf");
        String user = "root".equals(System.getProperty("user.name")) ? "user root\n" : "";
        Files.writeString(config, user + also + """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                autosave_on_changes false
                autosave_interval 1
                set_tcp_nodelay true
                max_inflight_messages 1000
                max_queued_messages 0
                """.formatted(port, dir) + behind);
        return List.of(program("mosquitto"), "-c", config.toString());
    }
}
