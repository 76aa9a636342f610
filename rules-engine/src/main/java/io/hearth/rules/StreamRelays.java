package io.hearth.rules;

import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.front.Answer;
import io.hearth.rules.front.Asked;
import io.hearth.rules.stream.Streams;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The live streams of all shares, each told to a client as one. */
@Singleton
class StreamRelays {
    private final ShareStreams shares;
    private final RulesConfig config;
    private final Set<StreamRelay> relays = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    StreamRelays(ShareStreams shares, RulesConfig config) {
        this.shares = shares;
        this.config = config;
    }

    /** Tells a client from now on. */
    void begin(Asked asked, HttpServerResponse client) {
        if (stopped || relays.size() >= config.stream().clients()) {
            Answer full = Answer.error(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    stopped
                            ? "the service is stopping"
                            : Streams.FULL + ", allowed are " + config.stream().clients());
            client.setStatusCode(full.status());
            full.headers().forEach(client::putHeader);
            client.end(Buffer.buffer(full.body()));
            return;
        }
        StreamRelay relay = new StreamRelay(shares, asked, client);
        relays.add(relay);
        client.closeHandler(gone -> {
            relays.remove(relay);
            relay.close();
        });
        relay.start(() -> relays.remove(relay));
        if (client.closed()) {
            // Before there was anybody who would have been told.
            relays.remove(relay);
            relay.close();
        }
    }

    /** Before the requests in flight are waited for: a stream has no end of its own. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        stopped = true;
        // Side by side: each may have a client that does not read.
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            relays.forEach(relay -> workers.execute(() -> relay.end("the service is stopping")));
        }
    }
}
