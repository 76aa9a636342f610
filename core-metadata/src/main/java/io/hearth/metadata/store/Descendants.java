package io.hearth.metadata.store;

import io.hearth.metadata.store.Kind.Index;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is below a thing, its children's children included. A level of the tree is one round trip to Redis. */
@Singleton
public class Descendants {
    private final RedisBatch redis;
    private final MetadataStore store;

    Descendants(RedisBatch redis, MetadataStore store) {
        this.redis = redis;
        this.store = store;
    }

    /**
     * One page of what is below a thing, oldest first.
     *
     * @param children the list of a name's children
     * @param of       the name whose descendants are meant; nothing is below one that is not there
     * @param levels   how far down; 0 is all the way
     * @param with     lists that a child must be in; one that is not is left out with all that is below it (EdgeX)
     */
    public <T> MetadataStore.Listing<T> list(
            Kind<T> kind, Function<String, Index> children, String of, int levels, List<Index> with, Page page) {
        List<String> names = oldestFirst(kind, found(kind, children, of, levels, with));
        List<T> items = store.findAll(kind, page.of(names)).stream()
                .flatMap(Optional::stream)
                .map(Stored::value)
                .toList();
        return new MetadataStore.Listing<>(names.size(), items);
    }

    /** Who is his own ancestor is not below himself. */
    private Set<String> found(Kind<?> kind, Function<String, Index> children, String of, int levels, List<Index> with) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> above = Set.of(of);
        for (int level = 1; !above.isEmpty() && (levels == 0 || level <= levels); level++) {
            Set<String> below = children(kind, children, above);
            below.removeAll(found);
            below.remove(of);
            with.forEach(
                    index -> below.retainAll(scores(kind.index(index), below).keySet()));
            found.addAll(below);
            above = below;
        }
        return found;
    }

    private Set<String> children(Kind<?> kind, Function<String, Index> children, Set<String> above) {
        List<Request> requests = above.stream()
                .map(name -> Request.cmd(Command.ZRANGE)
                        .arg(kind.index(children.apply(name)))
                        .arg(0)
                        .arg(-1))
                .toList();
        Set<String> below = new LinkedHashSet<>();
        for (Response members : redis.sendRepeatable(requests)) {
            members.forEach(member -> below.add(member.toString()));
        }
        return below;
    }

    private Map<String, Double> scores(String key, Set<String> names) {
        Map<String, Double> scores = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return scores;
        }
        Request request = Request.cmd(Command.ZMSCORE).arg(key);
        names.forEach(request::arg);
        Response answer = redis.sendRepeatable(request);
        int i = 0;
        for (String name : names) {
            Response score = answer.get(i++);
            if (score != null) {
                scores.put(name, score.toDouble());
            }
        }
        return scores;
    }

    private List<String> oldestFirst(Kind<?> kind, Set<String> names) {
        Map<String, Double> created = scores(kind.all(), names);
        return created.keySet().stream()
                .sorted(Comparator.comparing(created::get))
                .toList();
    }
}
