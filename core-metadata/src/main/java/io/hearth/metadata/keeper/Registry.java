package io.hearth.metadata.keeper;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.keeper.HealthStatus;
import io.hearth.contracts.keeper.Registration;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The registered services in Redis: what they said in the hash {@code md:registry}, and what their health checks found in
 * {@code md:registry:health}, so that a check that ends late never overwrites what a service said.
 */
@Singleton
class Registry {
    private static final String SAID = "md:registry";
    private static final String FOUND = "md:registry:health";
    private static final Script ADD = Script.resource(Registry.class, "register.lua");
    private static final Script REPLACE = Script.of("""
            if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            redis.call('HDEL', KEYS[2], ARGV[1])
            return 1""");
    private static final Script NOTE = Script.of("""
            if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HSET', KEYS[2], ARGV[1], ARGV[3]) end
            return 1""");

    private final RedisBatch redis;
    private final KeeperConfig config;
    private volatile Runnable onSaid = () -> {};

    Registry(RedisBatch redis, KeeperConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Who is told from now on that a service has registered here, or registered anew. */
    void onSaid(Runnable told) {
        onSaid = told;
    }

    /**
     * A service as it is listed.
     *
     * @param shown what is answered of it
     * @param said  the document it registered with
     */
    record Listed(Registration shown, byte[] said) {}

    /** What a health check found. */
    private record Health(HealthStatus status, long at, long lastConnected) {}

    /** Adds a service; 409 when it is there, 413 when there are too many or it says too much. */
    void add(Registration asked) {
        long now = System.currentTimeMillis();
        byte[] document = document(asked.seen(now, now, asked.health(), 0));
        int done = ADD.run(
                        redis,
                        () -> List.of(ADD.call(List.of(SAID, FOUND))
                                .arg(asked.serviceId())
                                .arg(Buffer.buffer(document))
                                .arg(config.maxRegistrations())))
                .getFirst()
                .toInteger();
        if (done == 0) {
            throw new EdgexException(
                    ErrorKind.DUPLICATE_NAME, "service '" + asked.serviceId() + "' is registered already");
        }
        if (done < 0) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED,
                    "there are " + config.maxRegistrations() + " services already, more are not allowed");
        }
        onSaid.run();
    }

    /** Replaces what a service said; 404 when it is not registered, 413 when it says too much. */
    void replace(Registration asked) {
        long created = get(asked.serviceId()).created();
        byte[] document = document(asked.seen(created, System.currentTimeMillis(), asked.health(), 0));
        int done = REPLACE.run(
                        redis,
                        () -> List.of(REPLACE.call(List.of(SAID, FOUND))
                                .arg(asked.serviceId())
                                .arg(Buffer.buffer(document))))
                .getFirst()
                .toInteger();
        if (done == 0) {
            throw absent(asked.serviceId());
        }
        onSaid.run();
    }

    private byte[] document(Registration registration) {
        byte[] document = Json.bytes(registration);
        if (document.length > config.maxRegistrationOctets()) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED,
                    "registration has " + document.length + " octets, allowed are " + config.maxRegistrationOctets());
        }
        return document;
    }

    /** Removes a service; 404 when it is not registered. */
    void delete(String serviceId) {
        // Sent once: the answer to a repetition would be that there is no such service.
        List<Response> removed = redis.send(List.of(
                Request.cmd(Command.HDEL).arg(SAID).arg(serviceId),
                Request.cmd(Command.HDEL).arg(FOUND).arg(serviceId)));
        if (removed.getFirst().toInteger() == 0) {
            throw absent(serviceId);
        }
    }

    /** The service of this key; 404 when it is not registered. */
    Registration get(String serviceId) {
        List<Response> found = redis.sendRepeatable(List.of(
                Request.cmd(Command.HGET).arg(SAID).arg(serviceId),
                Request.cmd(Command.HGET).arg(FOUND).arg(serviceId)));
        if (found.getFirst() == null) {
            throw absent(serviceId);
        }
        return read(found.get(0), found.get(1)).shown();
    }

    /** All services, in the order in which they were registered first. */
    List<Listed> all() {
        List<Response> found = redis.sendRepeatable(List.of(
                Request.cmd(Command.HGETALL).arg(SAID),
                Request.cmd(Command.HGETALL).arg(FOUND)));
        List<Listed> all = new ArrayList<>();
        for (String serviceId : found.get(0).getKeys()) {
            all.add(read(found.get(0).get(serviceId), found.get(1).get(serviceId)));
        }
        all.sort(Comparator.comparingLong((Listed one) -> one.shown().created())
                .thenComparing(one -> one.shown().serviceId()));
        return all;
    }

    /** Keeps what a health check found, unless the service was registered anew or removed meanwhile. */
    void note(Listed checked, HealthStatus found) {
        long now = System.currentTimeMillis();
        long connected = found == HealthStatus.UP ? now : checked.shown().lastConnected();
        byte[] health = Json.bytes(new Health(found, now, connected));
        NOTE.run(
                redis,
                () -> List.of(NOTE.call(List.of(SAID, FOUND))
                        .arg(checked.shown().serviceId())
                        .arg(Buffer.buffer(checked.said()))
                        .arg(Buffer.buffer(health))));
    }

    private static Listed read(Response said, Response found) {
        byte[] document = said.toBytes();
        try {
            Registration registration = Json.read(document, Registration.class);
            if (found == null) {
                return new Listed(registration, document);
            }
            Health health = Json.read(found.toBytes(), Health.class);
            boolean stopped = registration.health() == HealthStatus.HALT;
            Registration shown = registration.seen(
                    registration.created(),
                    Math.max(registration.modified(), health.at()),
                    stopped ? HealthStatus.HALT : health.status(),
                    health.lastConnected());
            return new Listed(shown, document);
        } catch (IOException notOurs) {
            throw new UncheckedIOException("a stored registration cannot be read", notOurs);
        }
    }

    private static EdgexException absent(String serviceId) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "service '" + serviceId + "' is not registered");
    }
}
