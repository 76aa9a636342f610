package io.hearth.runtime.redis;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * A Lua script that Redis runs atomically, called by its digest. Redis forgets scripts when it restarts, so a batch that
 * meets NOSCRIPT loads it and goes again; scripts must therefore be safe to repeat.
 */
public final class Script {
    private final String source;
    private final String digest;

    private Script(String source) {
        this.source = source;
        this.digest = sha1(source);
    }

    /** A script given as text. */
    public static Script of(String source) {
        return new Script(source);
    }

    /**
     * A script that lies beside a class, e.g. {@code Script.resource(EventStore.class, "add.lua")}; of several files the later
     * ones use what the earlier ones define.
     */
    public static Script resource(Class<?> beside, String... names) {
        StringBuilder source = new StringBuilder();
        for (String name : names) {
            source.append(read(beside, name)).append('\n');
        }
        return new Script(source.toString());
    }

    private static String read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call for a batch: the keys it touches, then its other arguments to be added with {@link Request#arg}. */
    public Request call(List<String> keys) {
        Request request = Request.cmd(Command.EVALSHA).arg(digest).arg(keys.size());
        keys.forEach(request::arg);
        return request;
    }

    /**
     * Sends a batch that holds calls of this script; loads the script first when Redis does not know it.
     *
     * @param batch makes the batch, once or twice
     */
    public List<Response> run(RedisBatch redis, Supplier<List<Request>> batch) {
        try {
            return redis.sendRepeatable(batch.get());
        } catch (RedisError error) {
            if (!error.code().equals("NOSCRIPT")) {
                throw error;
            }
            redis.sendRepeatable(Request.cmd(Command.SCRIPT).arg("LOAD").arg(source));
            return redis.sendRepeatable(batch.get());
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
