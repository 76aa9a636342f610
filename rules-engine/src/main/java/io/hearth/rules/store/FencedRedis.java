package io.hearth.rules.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Redis as one who is at work writes to it: all that the engine, its actions, rules and alarms keep goes through here, so that
 * a replica whose turn is over changes nothing. Blocking, as {@link RedisBatch} is.
 */
public final class FencedRedis {
    private final RedisBatch redis;
    private final Optional<Fence> fence;
    private final Share share;

    private FencedRedis(RedisBatch redis, Optional<Fence> fence, Share share) {
        this.redis = redis;
        this.share = share;
        this.fence = fence;
    }

    /** For the only one who writes. */
    public static FencedRedis open(RedisBatch redis) {
        return new FencedRedis(redis, Optional.empty(), Share.ALL);
    }

    /** For one of several replicas, as long as it is its turn. */
    public static FencedRedis behind(Fence fence, RedisBatch redis) {
        return behind(fence, redis, Share.ALL);
    }

    /** As {@link #behind(Fence, RedisBatch)}, for one who looks after a share of the devices. */
    public static FencedRedis behind(Fence fence, RedisBatch redis, Share share) {
        return new FencedRedis(redis, Optional.of(fence), share);
    }

    /** Which devices are looked after here. */
    public Share share() {
        return share;
    }

    /** The partitions of the devices that are looked after here. */
    public Stream<Partition> partitions() {
        return share.partitions();
    }

    /** Reads, whoever's turn it is; tries once more when the connection was lost. */
    public List<Response> read(List<Request> requests) {
        return redis.sendRepeatable(requests);
    }

    /** As {@link #read(List)}, with one command. */
    public Response read(Request request) {
        return redis.sendRepeatable(request);
    }

    /**
     * Writes what may be repeated: tries once more when the connection was lost.
     *
     * @return the replies, in order
     * @throws TurnOver when another replica has taken over; nothing was written then
     */
    public List<Response> write(List<Request> requests) {
        return write(requests, redis::sendRepeatable);
    }

    /** As {@link #write(List)}, with one command. */
    public Response write(Request request) {
        return write(List.of(request)).getFirst();
    }

    /** As {@link #write(List)}, for what must not be repeated. */
    public List<Response> writeOnce(List<Request> requests) {
        return write(requests, redis::send);
    }

    /** As {@link #write(List)}, all or nothing. */
    public List<Response> transact(List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        Function<List<Request>, List<Response>> send = redis::sendRepeatable;
        Response executed = fence.isPresent()
                ? fence.get().pass(requests, send)
                : send.apply(Transactions.of(requests)).getLast();
        return Transactions.replies(executed);
    }

    private List<Response> write(List<Request> requests, Function<List<Request>, List<Response>> send) {
        if (requests.isEmpty()) {
            return List.of();
        }
        return fence.map(guard -> Transactions.replies(guard.pass(requests, send)))
                .orElseGet(() -> send.apply(requests));
    }
}
