package io.hearth.runtime.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Mosquitto with the settings that Hearth runs it with: nothing queued is dropped, and saved every second. */
public final class RealBroker extends RealProcess {
    /** MQTT 3.1.1, a clean session without a name, 10 s keep-alive. */
    private static final byte[] CONNECT = {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 10, 0, 0};

    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};
    private static final int CONNACK = 4;

    private final StringBuilder also = new StringBuilder();
    private final StringBuilder behind = new StringBuilder();

    /** One where this run's tests have their brokers. */
    public RealBroker() {
        this(TestServers.place(TestServers.MOSQUITTO));
    }

    private RealBroker(Place place) {
        super("mosquitto", place);
    }

    /** One that is a process of this machine in any run, for tests of this machine's Mosquitto, or of what only it has. */
    public static RealBroker ofThisMachine() {
        return new RealBroker(new ThisMachine());
    }

    /** Adds a line to the configuration of the next start. */
    public void also(String line) {
        also.append(line).append('\n');
    }

    /** Adds a line behind the listener, and so to it or to one more that is begun here. */
    public void behind(String line) {
        behind.append(line).append('\n');
    }

    /** Begins one more listener, on a free port, which is answered. */
    public int listen() {
        int port = anotherPort();
        behind("listener " + port + " " + place().address());
        return port;
    }

    /** Adds a listener with TLS on a free port, which is answered. */
    public int listenWithTls(Authority authority, Authority.Issued own, boolean certificateRequired) {
        int port = listen();
        behind("allow_anonymous true");
        behind("cafile " + authority.certificate());
        behind("certfile " + own.certificate());
        behind("keyfile " + own.key());
        behind("require_certificate " + certificateRequired);
        return port;
    }

    /** Has it refuse what a file does not allow, from its next start on, by Mosquitto's plugin for dynamic security. */
    public void guardedBy(Path rights) throws IOException {
        also("plugin " + place().library("mosquitto_dynamic_security.so"));
        also("plugin_opt_config_file " + rights);
    }

    @Override
    protected List<String> command(Path dir, int port) throws IOException {
        Path config = dir.resolve("mosquitto.conf");
        String user = "root".equals(System.getProperty("user.name")) ? "user root\n" : "";
        Files.writeString(config, user + also + """
                listener %d %s
                allow_anonymous true
                persistence true
                persistence_location %s/
                autosave_on_changes false
                autosave_interval 1
                set_tcp_nodelay true
                max_inflight_messages 1000
                max_queued_messages 0
                """.formatted(port, place().address(), dir) + behind);
        return List.of(place().program("mosquitto"), "-c", config.toString());
    }

    /** It answers a client; whoever holds its port for it does not. */
    @Override
    protected boolean serves(Socket connected) throws IOException {
        connected.getOutputStream().write(CONNECT);
        byte[] answer = connected.getInputStream().readNBytes(CONNACK);
        connected.getOutputStream().write(DISCONNECT);
        return answer.length == CONNACK;
    }
}
