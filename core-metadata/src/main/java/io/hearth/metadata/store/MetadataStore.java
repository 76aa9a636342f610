package io.hearth.metadata.store;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.MetadataConfig;
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
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The metadata in Redis: reading by name, by id and by page, and changing in atomic steps. */
@Singleton
public class MetadataStore {
    private static final Script CHANGE = Script.resource(MetadataStore.class, "change.lua");
    private static final Script LIST = Script.resource(MetadataStore.class, "list.lua");

    /** How often a decision is made anew because another request was faster; each time somebody else has succeeded. */
    private static final int ATTEMPTS = 50;
    /** How many changes go to Redis in one round trip. */
    private static final int CHUNK = 200;

    private final RedisBatch redis;
    private final Announcements announcements;
    private final MetadataConfig config;

    MetadataStore(RedisBatch redis, Announcements announcements, MetadataConfig config) {
        this.redis = redis;
        this.announcements = announcements;
        this.config = config;
    }

    /** Some of the things of a kind, and how many there are in all. */
    public record Listing<T>(long total, List<T> items) {}

    /** The thing of that name; 404 when there is none. */
    public <T> T get(Kind<T> kind, String name) {
        return new View(this).get(kind, name).value();
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

    /** All things of a kind, in no order; for the few who must see all. */
    public <T> List<T> all(Kind<T> kind) {
        List<T> all = new ArrayList<>();
        redis.sendRepeatable(Request.cmd(Command.HVALS).arg(kind.documents()))
                .forEach(text -> all.add(read(kind, text).value()));
        return all;
    }

    /** The thing of that id, any letter case; 404 when there is none. */
    public <T> T ofId(Kind<T> kind, String id) {
        return new View(this).addressed(kind, id, null).value();
    }

    /** How many things of a kind there are. */
    public long size(Kind<?> kind) {
        return redis.sendRepeatable(Request.cmd(Command.ZCARD).arg(kind.all())).toLong();
    }

    /** Where a counter stands; 0 when it was never advanced. */
    public long counter(String key) {
        return number(key).orElse(0L);
    }

    Optional<Long> number(String key) {
        return Optional.ofNullable(redis.sendRepeatable(Request.cmd(Command.GET).arg(key)))
                .map(Response::toLong);
    }

    /** How many things are listed in each of these indexes. */
    public List<Long> sizes(Kind<?> kind, List<Kind.Index> indexes) {
        List<Request> requests = indexes.stream()
                .map(index -> Request.cmd(Command.ZCARD).arg(kind.index(index)))
                .toList();
        return redis.sendRepeatable(requests).stream().map(Response::toLong).toList();
    }

    /** The names that have a count above zero in each of these hashes, in order. */
    List<List<String>> counted(List<String> hashes) {
        List<Request> requests = hashes.stream()
                .map(hash -> Request.cmd(Command.HGETALL).arg(hash))
                .toList();
        return redis.sendRepeatable(requests).stream()
                .map(MetadataStore::aboveZero)
                .toList();
    }

    private static List<String> aboveZero(Response counts) {
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
     * @param decide says what is to be done, or throws an {@link EdgexException} that refuses
     * @return what the decision that was carried out answers
     */
    public <A> A change(Function<View, Decision<A>> decide) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Decision<A> decision = bounded(decide.apply(new View(this)));
            if (made(List.of(decision.change())).getFirst()) {
                return decision.answer();
            }
        }
        throw new EdgexException(
                ErrorKind.STATUS_CONFLICT, "too many requests change the same thing at once, none was applied here");
    }

    /**
     * As {@link #change} for each of many requests by itself, in few round trips.
     *
     * @param prefetch tells the view what the decisions on these requests will ask for
     * @return the answers in the order of the requests
     */
    public <R, A> List<Answer<A>> changeEach(
            List<R> requests, BiConsumer<View, List<R>> prefetch, BiFunction<View, R, Decision<A>> decide) {
        List<Answer<A>> answers = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += CHUNK) {
            List<R> chunk = requests.subList(from, Math.min(requests.size(), from + CHUNK));
            View view = new View(this);
            prefetch.accept(view, chunk);
            answers.addAll(changeChunk(view, chunk, decide));
        }
        return answers;
    }

    private <R, A> List<Answer<A>> changeChunk(View view, List<R> requests, BiFunction<View, R, Decision<A>> decide) {
        List<Answer<A>> answers = new ArrayList<>(requests.size());
        List<Integer> asked = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            try {
                Decision<A> decision = bounded(decide.apply(view, requests.get(i)));
                answers.add(new Answer.Made<>(decision.answer()));
                changes.add(decision.change());
                asked.add(i);
            } catch (EdgexException refused) {
                answers.add(new Answer.Refused<>(refused));
            }
        }
        List<Boolean> made = made(changes);
        for (int i = 0; i < made.size(); i++) {
            if (!made.get(i)) {
                R request = requests.get(asked.get(i));
                answers.set(asked.get(i), answer(fresh -> decide.apply(fresh, request)));
            }
        }
        return answers;
    }

    private <A> Decision<A> bounded(Decision<A> decision) {
        within(decision.change().longest(), config.maxDocumentBytes(), "bytes of JSON");
        within(decision.change().labels(), config.maxLabels(), "labels");
        return decision;
    }

    private static void within(int number, int most, String what) {
        if (number > most) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED, "this would have " + number + " " + what + ", allowed are " + most);
        }
    }

    private <A> Answer<A> answer(Function<View, Decision<A>> decide) {
        try {
            return new Answer.Made<>(change(decide));
        } catch (EdgexException refused) {
            return new Answer.Refused<>(refused);
        }
    }

    private List<Boolean> made(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Boolean> made = CHANGE
                .run(redis, () -> changes.stream()
                        .map(change -> change.arguments(CHANGE.call(List.of(change.mark()))))
                        .toList())
                .stream()
                .map(failed -> failed.toInteger() == 0)
                .toList();
        announcements.made();
        return made;
    }

    <T> List<Optional<Stored<T>>> findAll(Kind<T> kind, List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Request request = Request.cmd(Command.HMGET).arg(kind.documents());
        names.forEach(request::arg);
        List<Optional<Stored<T>>> found = new ArrayList<>(names.size());
        for (Response text : redis.sendRepeatable(request)) {
            found.add(text == null ? Optional.empty() : Optional.of(read(kind, text)));
        }
        return found;
    }

    Optional<String> nameOf(Kind<?> kind, String id) {
        Response name =
                redis.sendRepeatable(Request.cmd(Command.HGET).arg(kind.ids()).arg(id.toLowerCase(Locale.ROOT)));
        return Optional.ofNullable(name).map(Response::toString);
    }

    private static <T> Stored<T> read(Kind<T> kind, Response text) {
        byte[] bytes = text.toBytes();
        try {
            return new Stored<>(Json.read(bytes, kind.type()), bytes);
        } catch (IOException notOurs) {
            throw new UncheckedIOException("a stored " + kind.title() + " cannot be read", notOurs);
        }
    }
}
