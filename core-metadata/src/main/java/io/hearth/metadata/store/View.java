package io.hearth.metadata.store;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The metadata as one decision sees it: what was read once is not read again. It may be out of date by the time the change
 * is made; the change then says so, and a new decision gets a new view.
 */
public final class View {
    private final MetadataStore store;
    private final Map<Seen, Optional<? extends Stored<?>>> seen = new HashMap<>();

    private final Map<String, List<String>> counted = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    private record Seen(String documents, String name) {}

    View(MetadataStore store) {
        this.store = store;
    }

    /** Reads many things of a kind in one round trip, for decisions that will ask for them one by one. */
    public <T> void prefetch(Kind<T> kind, Collection<String> names) {
        List<String> distinct =
                names.stream().filter(name -> !name.isEmpty()).distinct().toList();
        List<Optional<Stored<T>>> found = store.findAll(kind, distinct);
        for (int i = 0; i < distinct.size(); i++) {
            seen.put(new Seen(kind.documents(), distinct.get(i)), found.get(i));
        }
    }

    /** Reads many counts in one round trip, for decisions that will ask for them one by one. */
    public void prefetchCounted(Collection<String> hashes) {
        List<String> distinct = hashes.stream().distinct().toList();
        List<List<String>> names = store.counted(distinct);
        for (int i = 0; i < distinct.size(); i++) {
            counted.put(distinct.get(i), names.get(i));
        }
    }

    /** The names that have a count above zero in a hash, in order. */
    public List<String> counted(String hash) {
        return counted.computeIfAbsent(
                hash, missing -> store.counted(List.of(hash)).getFirst());
    }

    /** A number that is kept; while it is not known, what the other says that it is. */
    public long number(String key, Supplier<Long> unknown) {
        return numbers.computeIfAbsent(key, missing -> store.number(key).orElseGet(unknown));
    }

    /** The thing of that name, if there is one. */
    @SuppressWarnings("unchecked") // what is seen under a kind's key was read as that kind
    public <T> Optional<Stored<T>> find(Kind<T> kind, String name) {
        return (Optional<Stored<T>>)
                seen.computeIfAbsent(new Seen(kind.documents(), name), missing -> store.findAll(kind, List.of(name))
                        .getFirst());
    }

    /** The thing of that name; 404 when there is none. */
    public <T> Stored<T> get(Kind<T> kind, String name) {
        return find(kind, name).orElseThrow(() -> absent(kind.title() + " '" + name + "'"));
    }

    /** The thing that an update is for: by id, by name, or by both when they agree (else 400); 404 when there is none. */
    public <T> Stored<T> addressed(Kind<T> kind, String id, String name) {
        if (id == null || id.isEmpty()) {
            return get(kind, name);
        }
        String ofId = store.nameOf(kind, id).orElseThrow(() -> absent(kind.title() + " with id '" + id + "'"));
        if (name != null && !name.equals(ofId)) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "id '" + id + "' is that of " + kind.title() + " '" + ofId + "', not of '" + name + "'");
        }
        return get(kind, ofId);
    }

    /** Nothing of the kind may have the id that somebody gave; 409 else. "" stands for none given. */
    public void requireFree(Kind<?> kind, String id) {
        if (!id.isEmpty() && store.nameOf(kind, id).isPresent()) {
            throw new EdgexException(ErrorKind.DUPLICATE_NAME, kind.title() + " id '" + id + "' is in use");
        }
    }

    private static EdgexException absent(String what) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, what + " does not exist");
    }
}
