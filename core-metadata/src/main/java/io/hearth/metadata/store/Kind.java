package io.hearth.metadata.store;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * A kind of thing that the metadata knows, and where it lies in Redis: its documents by name in one hash, its ids in
 * another, and sorted sets that list the names in the order of their creation: one of all, one per value of each index.
 *
 * @param key     the part of every key of this kind, e.g. {@code profile}
 * @param title   what people call it, e.g. {@code device profile}
 * @param type    the record that a document holds
 * @param name    reads the name, which is unique within the kind
 * @param id      reads the id, which is unique within the kind, whoever gave it
 * @param indexes reads the indexes in which a thing is listed
 */
public record Kind<T>(
        String key,
        String title,
        Class<T> type,
        Function<T, String> name,
        Function<T, String> id,
        Function<T, List<Index>> indexes) {

    /** Fails on a missing component: a kind is a constant of the program. */
    public Kind {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(indexes, "indexes");
    }

    /**
     * One list of things that share a value, e.g. the devices of one service.
     *
     * @param by    what they share, e.g. {@code service}
     * @param value its value, any text
     */
    public record Index(String by, String value) {}

    /** The hash of documents by name. */
    public String documents() {
        return "md:" + key;
    }

    /** The hash of names by id. */
    public String ids() {
        return documents() + ":id";
    }

    /** The field of a thing in that hash: ids are found in any letter case. */
    String idKey(T thing) {
        return id.apply(thing).toLowerCase(Locale.ROOT);
    }

    /** The sorted set of all names, oldest first. */
    public String all() {
        return documents() + ":all";
    }

    /** The sorted set of the names that share a value, oldest first. The value comes last, so it may hold anything. */
    public String index(Index index) {
        return documents() + ":by:" + index.by() + ":" + index.value();
    }
}
