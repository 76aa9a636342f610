package io.hearth.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.command.Asker;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class BusQueriesTest {
    private final String id = UUID.randomUUID().toString();
    private Asker asker;

    @BeforeEach
    void asker() {
        asker = new Asker(WithBroker.broker().port(), "edgex/response/core-command/#", "edgex/dead-letters/#");
    }

    @AfterEach
    void asker_gone() {
        asker.close();
    }

    @Test
    void a_query_for_a_device_is_answered_with_its_commands() {
        JsonNode answer = ask("one", "{}");

        assertThat(answer.get("errorCode").asInt()).isZero();
        assertThat(answer.get("contentType").asText()).isEqualTo("application/json");
        assertThat(answer.get("payload").get("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.get("payload")
                        .get("deviceCoreCommand")
                        .get("deviceName")
                        .asText())
                .isEqualTo("one");
        assertThat(answer.get("payload").get("deviceCoreCommand").get("coreCommands"))
                .hasSize(4);
    }

    @Test
    void a_query_for_all_is_answered_with_the_first_page() {
        JsonNode payload = ask("all", "{}").get("payload");

        assertThat(payload.get("totalCount").asInt()).isEqualTo(3);
        assertThat(payload.get("deviceCoreCommands")).hasSize(2);
    }

    @Test
    void offset_and_limit_of_the_envelope_are_those_of_the_page() {
        JsonNode answer = ask("all", "{\"offset\":\"99\",\"limit\":\"20\"}");

        assertError(answer, 416, "");
    }

    @Test
    void a_limit_that_is_none_is_an_error_that_names_it() {
        assertError(ask("all", "{\"limit\":\"many\"}"), 400, "limit is 'many'");
        assertThat(asker.heard("edgex/dead-letters/core-command")).isEmpty();
    }

    @Test
    void an_unknown_device_is_an_error_of_404() {
        assertError(ask("nobody", "{}"), 404, "nobody");
    }

    @Test
    void a_topic_of_too_many_levels_is_an_error_of_400() {
        assertError(ask("one/control", "{}"), 400, "one/control");
    }

    @Test
    void what_is_no_envelope_is_dead_lettered() {
        asker.send("edgex/core/commandquery/request/all", "all, please");

        await().until(() -> !asker.heard("edgex/dead-letters/core-command").isEmpty());
    }

    private JsonNode ask(String device, String queryParams) {
        asker.send("edgex/core/commandquery/request/" + device, Asker.envelope(id, "null", queryParams));
        return asker.answer(id);
    }

    private static void assertError(JsonNode answer, int status, String part) {
        assertThat(answer.get("errorCode").asInt()).isEqualTo(1);
        assertThat(answer.get("statusCode").asInt()).isEqualTo(status);
        assertThat(answer.get("contentType").asText()).isEqualTo("text/plain");
        assertThat(answer.get("payload").asText()).contains(part);
    }
}
