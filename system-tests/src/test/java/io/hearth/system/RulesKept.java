package io.hearth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A digest of all that the rules engine keeps in Redis, except for which replica is at work, and when one was last. */
final class RulesKept {
    private static final String DIGEST = """
            local keys = redis.call('KEYS', '*')
            table.sort(keys)
            local all = ''
            for _, key in ipairs(keys) do
              if string.sub(key, 1, 12) ~= 're:{replica}' and key ~= 're:alive' then
                all = redis.sha1hex(all .. key .. redis.call('DUMP', key))
              end
            end
            return redis.sha1hex(all)""";

    /** How Redis says that forty octets follow. */
    private static final int ANSWER_HEAD = "$40\r\n".length();

    private RulesKept() {}

    static String digest(int redisPort) {
        try (Socket redis = new Socket()) {
            redis.connect(new InetSocketAddress("127.0.0.1", redisPort), 1_000);
            redis.setSoTimeout(5_000);
            String command = "*3\r\n$4\r\nEVAL\r\n$" + DIGEST.length() + "\r\n" + DIGEST + "\r\n$1\r\n0\r\n";
            redis.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = redis.getInputStream().readNBytes(ANSWER_HEAD + 40);
            return new String(answer, StandardCharsets.US_ASCII).substring(ANSWER_HEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
