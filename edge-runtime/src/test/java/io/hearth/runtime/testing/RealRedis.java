package io.hearth.runtime.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server with its append-only file on, where this run's tests have them: in a container, the machine's, or the embedded one
 * where none is installed.
 */
public final class RealRedis extends RealProcess {
    private final List<String> options;

    /** A server with more options, e.g. {@code --maxmemory 10mb}. */
    public RealRedis(String... options) {
        super("redis-server", TestServers.place(TestServers.REDIS));
        this.options = List.of(options);
        int tls = this.options.indexOf("--tls-port");
        if (tls >= 0) {
            listensOn(Integer.parseInt(options[tls + 1]));
        }
    }

    @Override
    protected List<String> command(Path dir, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                server(place(), dir),
                "--bind",
                place().address(),
                "--protected-mode",
                "no",
                "--port",
                Integer.toString(port),
                "--dir",
                dir.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                ""));
        command.addAll(options);
        return command;
    }

    /** Not while it reads its append-only file back: it then answers {@code LOADING} to everything. */
    @Override
    protected boolean serves(Socket connected) throws IOException {
        connected.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] answer = connected.getInputStream().readNBytes(5);
        return answer.length > 0 && !new String(answer, StandardCharsets.US_ASCII).equals("-LOAD");
    }

    private static String server(Place place, Path dir) throws IOException {
        try {
            return place.program("redis-server");
        } catch (IllegalStateException notInstalled) {
            Path embedded = ExecutableProvider.newJarResourceProvider().get().toPath();
            Files.createDirectories(dir);
            return embedded.toString();
        }
    }
}
