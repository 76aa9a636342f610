package io.hearth.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.document.Fuzz;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleFuzzTest {
    private static final int DOCUMENTS = 2_000;

    @Inject
    RuleBook book;

    @Inject
    RuleRequests requests;

    @TestHTTPResource("/api/v3/rule")
    URI rules;

    @Test
    void two_thousand_broken_documents_are_400_with_a_reason_or_a_rule() throws Exception {
        Awaitility.await().untilAsserted(book::requireLoaded);
        int before = book.size();
        int made = 0;
        Fuzz fuzz = new Fuzz(20_261_121);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                String document = fuzz.next("fuzz-" + i);
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(rules)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(document))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).as(document).isIn(201, 400, 409);
                if (response.statusCode() == 201) {
                    made++;
                } else {
                    assertThat(Json.mapper()
                                    .readTree(response.body())
                                    .path("message")
                                    .asText())
                            .as(document)
                            .isNotBlank();
                }
            }
        }

        assertThat(made).isBetween(DOCUMENTS / 50, DOCUMENTS / 2);
        assertThat(book.size()).isEqualTo(before + made);
        book.all().forEach(this::isReadBackAsItIs);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
    }

    private void isReadBackAsItIs(KnownRule rule) {
        byte[] written = Json.bytes(RuleWriter.write(rule.rule()));
        assertThat(requests.read(written))
                .as(new String(written, StandardCharsets.UTF_8))
                .isEqualTo(new RuleRequests.Asked.One(rule.rule()));
    }
}
