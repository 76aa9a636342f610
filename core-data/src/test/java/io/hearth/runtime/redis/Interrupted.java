package io.hearth.runtime.redis;

import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Locale;

/** Redis as one process sees it when something else happens at just the wrong moment. */
public final class Interrupted extends RedisBatch {
    private final RedisBatch real;
    private final String moment;
    private Runnable other;

    /**
     * @param moment what happens once, before the first command whose text holds this
     * @param other  what happens then
     */
    public Interrupted(RedisBatch real, String moment, Runnable other) {
        super(null, null);
        this.real = real;
        this.moment = moment.toLowerCase(Locale.ROOT);
        this.other = other;
    }

    /** Whether the moment came. */
    public boolean happened() {
        return other == null;
    }

    /** The command and its arguments, separated by blanks. */
    private static String text(Request request) {
        return request.toString().replaceAll("\\r\\n(\\$\\d+\\r\\n)?", " ").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Response> send(List<Request> requests) {
        boolean now = requests.stream().anyMatch(request -> text(request).contains(moment));
        if (now && other != null) {
            Runnable first = other;
            other = null;
            first.run();
        }
        return real.send(requests);
    }
}
