package io.hearth.metadata.store;

import io.hearth.contracts.codec.Json;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * One change of the metadata: what it takes for granted, the steps, and what is announced of it. The store does all of it
 * or nothing ({@code change.lua}), so two requests that decide on the same state cannot both win.
 */
public final class Change {
    /** How long Redis remembers that this change was made; longer than anyone sends it again. */
    private static final long REMEMBERED_MILLIS = 60_000;

    private final String mark = "md:change:" + UUID.randomUUID();
    private final List<byte[][]> expectations = new ArrayList<>();
    private final List<byte[][]> steps = new ArrayList<>();
    private int longest;
    private int labels;

    /** The name must be free. */
    public Change expectAbsent(Kind<?> kind, String name) {
        return expect("absent", kind.documents(), name, "");
    }

    /** The name must be taken. */
    public Change expectPresent(Kind<?> kind, String name) {
        return expect("present", kind.documents(), name, "");
    }

    /** The document must still be the one that the decision was made on. */
    public Change expectSame(Kind<?> kind, String name, Stored<?> document) {
        return expect("same", kind.documents(), name, sha1(document.bytes()));
    }

    /** Nothing may be listed there. */
    public Change expectEmpty(Kind<?> kind, Kind.Index index) {
        return expect("empty", kind.index(index), "", "");
    }

    /** Exactly these names must have a count above zero in the hash. */
    public Change expectCounted(String hash, Collection<String> names) {
        return expect("users", hash, "", new String(Json.bytes(names), StandardCharsets.UTF_8));
    }

    /** There must be room for one more thing of the kind. */
    public Change expectFewer(Kind<?> kind, long than) {
        return expect("fewer", kind.all(), "", Long.toString(than));
    }

    /** The counter must still stand where it stood; see {@link #advance}. */
    public Change expectCounter(String key, long value) {
        return expect("counter", key, "", Long.toString(value));
    }

    /** There must be room for so many more in a number that is kept, and known; see {@link #tally}. */
    public Change expectRoom(String key, long more, long most) {
        return expect("room", key, "", Long.toString(most - more));
    }

    /** Adds to a number that is kept, should it be known. */
    public Change tally(String key, long difference) {
        return difference == 0 ? this : step("TALLY", key, Long.toString(difference));
    }

    /** Makes a number known. */
    public Change set(String key, long number) {
        return step("SET", key, Long.toString(number));
    }

    /** Lets a counter go on by one. */
    public Change advance(String key) {
        return step("INCR", key);
    }

    /** Removes a field of a hash. */
    public Change forget(String hash, String field) {
        return step("HDEL", hash, field);
    }

    /** Stores a new thing; its name and its id must be free. */
    public <T> Change add(Kind<T> kind, T added) {
        expectAbsent(kind, kind.name().apply(added));
        expect("absent", kind.ids(), kind.idKey(added), "");
        return put(kind, List.of(), added);
    }

    /** Replaces a thing, if nobody else did meanwhile. Its name stays. */
    public <T> Change replace(Kind<T> kind, Stored<T> before, T after) {
        expectSame(kind, kind.name().apply(after), before);
        return put(kind, kind.indexes().apply(before.value()), after);
    }

    /** Removes a thing, if nobody changed it meanwhile. */
    public <T> Change remove(Kind<T> kind, Stored<T> before) {
        String name = kind.name().apply(before.value());
        expectSame(kind, name, before);
        step("HDEL", kind.documents(), name);
        step("HDEL", kind.ids(), kind.idKey(before.value()));
        step("ZREM", kind.all(), name);
        kind.indexes().apply(before.value()).forEach(index -> step("ZREM", kind.index(index), name));
        return this;
    }

    /** Counts one more (or less) use under a name of a hash. */
    public Change count(String hash, String name, int difference) {
        return step("HINCRBY", hash, name, Integer.toString(difference));
    }

    /** Removes a key. */
    public Change forget(String key) {
        return step("DEL", key);
    }

    /** Any further step that belongs to this change: a Redis command, word by word. */
    public Change step(byte[]... words) {
        steps.add(words);
        return this;
    }

    private Change step(String... words) {
        return step(bytes(words));
    }

    private <T> Change put(Kind<T> kind, List<Kind.Index> before, T after) {
        String name = kind.name().apply(after);
        List<Kind.Index> now = kind.indexes().apply(after);
        labels = Math.max(labels, Kinds.countLabels(now));
        byte[] document = Json.bytes(after);
        longest = Math.max(longest, document.length);
        step(utf8("HSET"), utf8(kind.documents()), utf8(name), document);
        step("HSET", kind.ids(), kind.idKey(after), name);
        step("INDEX", kind.all(), kind.all(), name);
        before.stream().filter(index -> !now.contains(index)).forEach(index -> step("ZREM", kind.index(index), name));
        now.stream()
                .filter(index -> !before.contains(index))
                .forEach(index -> step("INDEX", kind.all(), kind.index(index), name));
        return this;
    }

    private Change expect(String... words) {
        expectations.add(bytes(words));
        return this;
    }

    /** The length of the longest document that is stored, in bytes. */
    int longest() {
        return longest;
    }

    /** The most labels that a stored document is listed under. */
    int labels() {
        return labels;
    }

    /** The one key that the script is called with. */
    String mark() {
        return mark;
    }

    Request arguments(Request call) {
        call.arg(REMEMBERED_MILLIS).arg(expectations.size());
        expectations.forEach(words -> add(call, words));
        call.arg(steps.size());
        for (byte[][] words : steps) {
            call.arg(words.length);
            add(call, words);
        }
        return call;
    }

    private static void add(Request call, byte[][] words) {
        for (byte[] word : words) {
            call.arg(Buffer.buffer(word));
        }
    }

    private static byte[][] bytes(String... words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = utf8(words[i]);
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
