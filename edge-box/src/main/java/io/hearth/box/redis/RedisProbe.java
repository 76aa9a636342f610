package io.hearth.box.redis;

import io.hearth.box.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a Redis whether it is there and lets us in, without a client library: before Quarkus starts there is none. */
public final class RedisProbe {
    /** What it answered. */
    public sealed interface Answer {
        /** It is up and lets us in. */
        record Ready() implements Answer {}

        /** It is up but still reads its files. */
        record Loading() implements Answer {}

        /** It wants a password, or another one. */
        record Refused(String reason) implements Answer {}

        /** Something else answered. */
        record NotRedis(String said) implements Answer {}

        /** Nobody answered. */
        record Unreachable(String reason) implements Answer {}
    }

    private RedisProbe() {}

    /** Asks once; {@code timeout} bounds the connection and each answer. */
    public static Answer ask(Server server, Optional<String> password, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), Math.toIntExact(timeout.toMillis()));
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (password.isPresent()) {
                String said = say(socket.getOutputStream(), in, "AUTH", password.get());
                // A server without a password says so as an error; it lets us in all the same.
                if (!said.startsWith("+OK")
                        && !said.contains("no password is set")
                        && !said.contains("without any password")) {
                    return meaning(said);
                }
            }
            return meaning(say(socket.getOutputStream(), in, "PING"));
        } catch (IOException failure) {
            return new Answer.Unreachable(
                    Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
        }
    }

    private static Answer meaning(String said) {
        if (said.startsWith("+PONG")) {
            return new Answer.Ready();
        }
        if (said.startsWith("-LOADING")) {
            return new Answer.Loading();
        }
        if (said.startsWith("-NOAUTH") || said.startsWith("-WRONGPASS") || said.startsWith("-ERR invalid password")) {
            return new Answer.Refused(said.substring(1));
        }
        return new Answer.NotRedis(said.length() > 80 ? said.substring(0, 80) : said);
    }

    private static String say(OutputStream out, BufferedReader in, String... words) throws IOException {
        StringBuilder request = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        String line = in.readLine();
        if (line == null) {
            throw new IOException("it closed the connection");
        }
        return line;
    }
}
