package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.document.Fuzz;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent as a rule over REST, it is one or it is refused with a reason, and nothing of it is saved. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleFuzzTest {
    /** Of one in so many it is asked what becomes of it elsewhere. */
    private static final int ELSEWHERE = 10;

    private static final List<Class<? extends Action>> KINDS =
            List.of(Action.Command.class, Action.Publish.class, Action.Webhook.class);

    @Inject
    RuleBook book;

    @Inject
    RuleRequests requests;

    @Inject
    RedisBatch redis;

    @TestHTTPResource("/api/v3/rule")
    URI rules;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void a_thousand_broken_documents_are_400_with_a_reason_or_a_rule() throws Exception {
        through(1_000, 20_261_121);
    }

    @Test
    @Tag("long")
    void twenty_thousand_broken_documents_are_400_with_a_reason_or_a_rule() throws Exception {
        through(20_000, 20_261_122);
    }

    private void through(int documents, long seed) throws Exception {
        Awaitility.await().untilAsserted(book::requireLoaded);
        int before = book.size();
        int made = 0;
        Fuzz fuzz = new Fuzz(seed);
        for (int i = 0; i < documents; i++) {
            String document = fuzz.next("fuzz-" + i);
            HttpResponse<String> response = send("POST", "", document);
            assertThat(response.statusCode()).as(document).isIn(201, 400, 409);
            if (response.statusCode() == 201) {
                made++;
            } else {
                assertThat(message(response)).as(document).isNotBlank();
            }
            if (i % ELSEWHERE == 0) {
                elsewhere(document, response.statusCode());
            }
            assertThat(book.size()).as(document).isEqualTo(before + made);
        }
        assertThat(made).isBetween(documents / 50, documents / 2);
        for (Class<? extends Action> kind : KINDS) {
            assertThat(book.all().flatMap(rule -> rule.rule().then().stream()))
                    .as("what was fuzzed and still does " + kind.getSimpleName())
                    .anyMatch(kind::isInstance);
        }
        Set<KnownRule> stored = Set.copyOf(new RuleStore(FencedRedis.open(redis)).load());
        Set<KnownRule> known = book.all().collect(Collectors.toSet());
        assertThat(without(stored, known)).as("what only a restart would find").isEmpty();
        assertThat(without(known, stored)).as("what a restart would not find").isEmpty();
        book.all().forEach(this::isReadBackAsItIs);
        List<String> names = book.all().map(rule -> rule.rule().name()).toList();
        names.forEach(book::delete);
    }

    /** Those of many that are not among the others: a failure tells of these alone. */
    private static List<KnownRule> without(Set<KnownRule> rules, Set<KnownRule> others) {
        return rules.stream().filter(rule -> !others.contains(rule)).toList();
    }

    /** Beside a rule that is one, where a rule is replaced, and where it is only looked at. */
    private void elsewhere(String document, int posted) throws Exception {
        if (posted == 400) {
            String list = "[{\"name\": \"good\", \"when\": {\"device\": \"d\", \"absent\": \"1m\"}}," + document + "]";
            assertThat(send("POST", "", list).statusCode()).as(list).isEqualTo(400);
            assertThat(send("POST", "/import", list).statusCode()).as(list).isEqualTo(400);
        }
        HttpResponse<String> put = send("PUT", "", document);
        assertThat(put.statusCode()).as(document).isIn(200, 400, 404);
        for (String body : List.of(document, "{\"rule\": " + document + ", \"readings\": []}")) {
            String path = body.equals(document) ? "/validate" : "/try";
            HttpResponse<String> looked = send("POST", path, body);
            assertThat(looked.statusCode()).as("%s %s", path, body).isIn(200, 400);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(rules + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String message(HttpResponse<String> response) throws IOException {
        return Json.mapper().readTree(response.body()).path("message").asText();
    }

    private void isReadBackAsItIs(KnownRule rule) {
        byte[] written = Json.bytes(RuleWriter.write(rule.rule()));
        assertThat(requests.read(written))
                .as(new String(written, StandardCharsets.UTF_8))
                .isEqualTo(new RuleRequests.Parts.One<>(rule.rule()));
    }
}
