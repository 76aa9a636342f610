package io.hearth.runtime.keeper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.keeper.AddRegistrationRequest;
import io.hearth.contracts.keeper.KeyValue;
import io.hearth.contracts.keeper.KeyValues;
import io.hearth.contracts.keeper.MultiKeyValueResponse;
import io.hearth.contracts.keeper.Registration;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.WholeAnswers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every service asks of core-keeper, over REST. Every failure is a {@link KeeperUnavailable}. */
@Singleton
public class KeeperClient {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int INVALID = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    private final KeeperSettings settings;
    private final WholeAnswers http;

    KeeperClient(KeeperSettings settings) {
        this.settings = settings;
        this.http = new WholeAnswers(settings.timeout(), settings.maxAnswerBytes());
    }

    /**
     * The values that somebody stored below a key, by the rest of their keys; none when nothing is stored there. Of a setting
     * that is stored both by itself and in a tree, the one stored last counts. What core-keeper put there by itself is for
     * EdgeX's services: ours have their defaults, and what they were started with.
     */
    public Map<String, String> valuesBelow(String key) throws InterruptedException {
        HttpResponse<byte[]> answer = exchange(
                request("/kvs/key/" + encoded(key) + "?plaintext=true").GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            return Map.of();
        }
        if (answer.statusCode() != OK) {
            throw unexpected(answer);
        }
        try {
            List<KeyValue> stored =
                    Json.read(answer.body(), MultiKeyValueResponse.class).response();
            Map<String, String> below = new LinkedHashMap<>();
            stored.stream()
                    .filter(KeyValue::wasSet)
                    .sorted(Comparator.comparingLong(KeyValue::modified))
                    .forEach(one -> leaves(one).forEach((leaf, text) -> {
                        if (leaf.startsWith(key + "/")) {
                            below.put(leaf.substring(key.length() + 1), text);
                        }
                    }));
            return below;
        } catch (IOException | NullPointerException malformed) {
            throw new KeeperUnavailable("core-keeper at " + settings.url() + " answered no values", malformed);
        }
    }

    /** A tree may have been stored as one value. */
    private static Map<String, String> leaves(KeyValue stored) {
        if (stored.value().startsWith("{")) {
            try {
                JsonNode tree = Json.mapper().readTree(stored.value());
                return KeyValues.flatten(stored.key(), tree);
            } catch (JsonProcessingException | EdgexException noTree) {
                // a text that begins like one, or a tree that holds no values
            }
        }
        return Map.of(stored.key(), stored.value());
    }

    /**
     * Stores a tree, each leaf under a key of its own, all or none.
     *
     * @throws EdgexException what core-keeper says when it refuses the keys (400) or how much they hold (413)
     */
    public void putTree(String key, Map<String, Object> tree) throws InterruptedException {
        HttpResponse<byte[]> answer = exchange(json("/kvs/key/" + encoded(key) + "?flatten=true")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(Map.of("value", tree))))
                .build());
        switch (answer.statusCode()) {
            case OK -> {}
            case INVALID -> throw refused(ErrorKind.CONTRACT_INVALID, answer);
            case TOO_LARGE -> throw refused(ErrorKind.LIMIT_EXCEEDED, answer);
            default -> throw unexpected(answer);
        }
    }

    private EdgexException refused(ErrorKind kind, HttpResponse<byte[]> answer) {
        try {
            return new EdgexException(
                    kind, Json.read(answer.body(), BaseResponse.class).message());
        } catch (IOException notSaid) {
            throw unexpected(answer);
        }
    }

    /** Registers a service, or registers it anew. */
    public void register(Registration registration) throws InterruptedException {
        byte[] body = Json.bytes(AddRegistrationRequest.of(registration));
        HttpResponse<byte[]> added = exchange(
                json("/registry").POST(BodyPublishers.ofByteArray(body)).build());
        if (added.statusCode() == CONFLICT) {
            HttpResponse<byte[]> replaced = exchange(
                    json("/registry").PUT(BodyPublishers.ofByteArray(body)).build());
            if (replaced.statusCode() != NO_CONTENT) {
                throw unexpected(replaced);
            }
        } else if (added.statusCode() != CREATED) {
            throw unexpected(added);
        }
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(settings.url() + "/api/v3" + path));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws InterruptedException {
        try {
            return http.to(request);
        } catch (IOException away) {
            throw new KeeperUnavailable(
                    "core-keeper at " + settings.url() + " does not answer: " + away.getMessage(), away);
        }
    }

    private KeeperUnavailable unexpected(HttpResponse<byte[]> answer) {
        return new KeeperUnavailable(
                "core-keeper at " + settings.url() + " answered "
                        + answer.request().method() + " " + answer.uri().getPath() + " with " + answer.statusCode(),
                null);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
