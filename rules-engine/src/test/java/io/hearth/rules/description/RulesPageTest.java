package io.hearth.rules.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.document.RuleSchema;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of the pages types does what the pages say. The rules of docs/rules.md themselves are run elsewhere. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RulesPageTest {
    private static final Pattern CURL = Pattern.compile(
            "^\\$ curl -s (?:-X (\\S+) )?'?localhost:59720([^\\s']+)'?(?: -H 'Content-Type: application/json')?(?: -d '([^']*)')?$",
            Pattern.MULTILINE);
    private static final Pattern ACTIONS = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private static final Pattern METRIC = Pattern.compile("`(hearth_[a-z_]+)");

    @Inject
    RuleBook book;

    @BeforeEach
    void isLoaded() {
        await().untilAsserted(book::requireLoaded);
    }

    @AfterEach
    void none() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("../docs/" + name));
    }

    @Test
    void each_request_that_the_page_of_rules_shows_is_answered_well() throws IOException {
        none();
        String page = page("rules.md");
        List<MatchResult> requests = CURL.matcher(page).results().toList();

        for (MatchResult request : requests) {
            Optional<String> body = Optional.ofNullable(request.group(3));
            String method = Optional.ofNullable(request.group(1)).orElse(body.isPresent() ? "POST" : "GET");
            RequestSpecification asked = given().contentType("application/json");
            body.ifPresent(asked::body);
            assertThat(asked.request(Method.valueOf(method), request.group(2)).statusCode())
                    .as(request.group())
                    .isBetween(200, 201);
        }
        assertThat(requests).hasSize(page.split("\\$ curl", -1).length - 1).hasSizeGreaterThan(4);
        assertThat(book.byName("freezer-too-warm").orElseThrow().rule().enabled())
                .isFalse();
    }

    @Test
    void each_metric_that_the_pages_name_is_among_those_of_the_service() throws IOException {
        String settings = page("configuration.md");
        String pages = settings.substring(settings.indexOf("## rules-engine")) + page("../rules-engine/README.md");
        String metrics = given().get("/q/metrics").asString();

        assertThat(METRIC.matcher(pages).results().map(found -> found.group(1)).distinct())
                .hasSizeGreaterThan(30)
                .allMatch(metrics::contains);
    }

    @Test
    void each_action_that_the_page_of_actions_shows_is_one() throws IOException {
        ObjectNode schema = (ObjectNode) RuleSchema.read();
        schema.put("$ref", "#/$defs/Action");
        var known =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        Matcher block = ACTIONS.matcher(page("rule-actions.md"));
        assertThat(block.find()).isTrue();

        List<JsonNode> actions = Json.mapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(block.group(1))
                .readAll();

        assertThat(actions).hasSize(6).allSatisfy(action -> {
            assertThat(known.validate(action)).isEmpty();
            assertThat(Given.rule("{\"name\": \"r\", \"when\": {\"device\": \"d\", \"absent\": \"1m\"}, \"then\": ["
                                    + action + "]}")
                            .then())
                    .hasSize(1);
        });
    }
}
