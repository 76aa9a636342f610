package io.hearth.metadata.store;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.announce.Announcements;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The metadata in Redis: reading by name, by id and by page, and changing in atomic steps. */
@Singleton
public class MetadataStore {
    private static final Script CHANGE = Script.resource(MetadataStore.class, "change.lua");
    private static final Script LIST = Script.resource(MetadataStore.class, "list.lua");

    /** How often a decision is made anew because another request was faster; each time somebody else has succeeded. */
    private static final int ATTEMPTS = 50;

    private final RedisBatch redis;
    private final Announcements announcements;

    MetadataStore(RedisBatch redis, Announcements announcements) {
        this.redis = redis;
        this.announcements = announcements;
    }

    /** Some of the things of a kind, and how many there are in all. */
    public record Listing<T>(long total, List<T> items) {}

    /** The thing of that name, if there is one. */
    public <T> Optional<Stored<T>> find(Kind<T> kind, String name) {
        return document(kind, redis.sendRepeatable(get(kind.documents(), name)));
    }

    /** The thing of that id, if there is one. */
    public <T> Optional<Stored<T>> findById(Kind<T> kind, String id) {
        Response name = redis.sendRepeatable(get(kind.ids(), id));
        return name == null ? Optional.empty() : find(kind, name.toString());
    }

    /** The thing of that name; 404 when there is none. */
    public <T> Stored<T> get(Kind<T> kind, String name, String what) {
        return find(kind, name)
                .orElseThrow(() ->
                        new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, what + " '" + name + "' does not exist"));
    }

    /** The thing of that id; 404 when there is none. */
    public <T> Stored<T> getById(Kind<T> kind, String id, String what) {
        return findById(kind, id)
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.ENTITY_DOES_NOT_EXIST, what + " with id '" + id + "' does not exist"));
    }

    /** One page of the things that are listed in all of these indexes (none: all things), oldest first. */
    public <T> Listing<T> list(Kind<T> kind, List<Kind.Index> indexes, Page page) {
        List<String> keys = new ArrayList<>(List.of(kind.documents()));
        if (indexes.isEmpty()) {
            keys.add(kind.all());
        }
        indexes.forEach(index -> keys.add(kind.index(index)));
        Response answer = LIST.run(
                        redis, () -> List.of(LIST.call(keys).arg(page.offset()).arg(page.limit())))
                .getFirst();
        long total = answer.get(0).toLong();
        page.within(total);
        List<T> items = new ArrayList<>();
        answer.get(1).forEach(text -> items.add(read(kind, text).value()));
        return new Listing<>(total, items);
    }

    /** How many things are listed in each of these indexes. */
    public List<Long> sizes(Kind<?> kind, List<Kind.Index> indexes) {
        return redis
                .sendRepeatable(indexes.stream()
                        .map(index -> Request.cmd(Command.ZCARD).arg(kind.index(index)))
                        .toList())
                .stream()
                .map(Response::toLong)
                .toList();
    }

    /** The names that have a count above zero in a hash, in order. */
    public List<String> counted(String hash) {
        Response counts = redis.sendRepeatable(Request.cmd(Command.HGETALL).arg(hash));
        TreeSet<String> names = new TreeSet<>();
        for (String name : counts.getKeys()) {
            if (counts.get(name).toLong() > 0) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /**
     * Decides and changes: when what the decision took for granted no longer holds, it is made again on what holds now.
     *
     * @param decision reads what it needs and says what is to be done, or throws an {@link EdgexException} that refuses
     * @return what the decision that was carried out answers
     */
    public <A> A change(Supplier<Map.Entry<Change, A>> decision) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map.Entry<Change, A> decided = decision.get();
            if (done(decided.getKey())) {
                announcements.made();
                return decided.getValue();
            }
        }
        throw new EdgexException(
                ErrorKind.STATUS_CONFLICT, "too many requests change the same thing at once, none was applied here");
    }

    private boolean done(Change change) {
        return CHANGE.run(redis, () -> List.of(change.arguments(CHANGE.call(List.of(change.mark())))))
                        .getFirst()
                        .toInteger()
                == 0;
    }

    private static Request get(String hash, String field) {
        return Request.cmd(Command.HGET).arg(hash).arg(field);
    }

    private static <T> Optional<Stored<T>> document(Kind<T> kind, Response text) {
        return text == null ? Optional.empty() : Optional.of(read(kind, text));
    }

    private static <T> Stored<T> read(Kind<T> kind, Response text) {
        byte[] bytes = text.toBytes();
        try {
            return new Stored<>(Json.read(bytes, kind.type()), bytes);
        } catch (IOException notOurs) {
            throw new UncheckedIOException("a stored " + kind.key() + " cannot be read", notOurs);
        }
    }
}
