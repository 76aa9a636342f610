package io.hearth.rules.figures;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of each rule, as JSON and as metrics: counted by the real service, with readings over the bus. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleFiguresTest {
    @Inject
    RuleBook book;

    @Inject
    ActionCounts counts;

    @Inject
    Evaluations evaluations;

    @Inject
    Actions actions;

    @Inject
    Bus bus;

    @BeforeEach
    void threeRules() {
        await().untilAsserted(book::requireLoaded);
        none();
        for (String name : List.of("a", "b", "c")) {
            book.add(List.of(Given.rule(Given.BOILER.replace("boiler-on-when-cold", name))));
        }
    }

    @AfterEach
    void none() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
    }

    private KnownRule rule(String name) {
        return book.byName(name).orElseThrow();
    }

    private Intent intent(String rule) {
        KnownRule known = rule(rule);
        return Intent.of(
                known, "livingroom", Given.EPOCH, 0, known.rule().then().getFirst(), 1);
    }

    /** A reading that makes all three rules fire. Nobody carries out what they want done. Answers when it was measured. */
    private Instant cold() {
        Instant now = Instant.now();
        BusMessage message =
                Given.message(Given.LIVINGROOM, now.getEpochSecond() * Given.SECOND + now.getNano(), "18.5");
        bus.publishAndWait(message.topic(), message.payload());
        // A firing is counted a little before its action is taken up.
        await().until(() -> figures("a").getLong("figures.firings") == 1);
        await().until(() -> figures("c").getLong("figures.actions.waiting") == 1);
        return now;
    }

    private static JsonPath figures(String rule) {
        return when().get("/api/v3/rule/name/{name}/figures", rule)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Optional<Double> metric(String name) {
        return when().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' '))))
                .findFirst();
    }

    @Test
    void a_rule_that_fires_tells_its_devices_states_evaluations_firings_and_what_waits_with_the_time_of_each() {
        String measured = cold().toString();

        JsonPath figures = figures("a");
        assertThat(figures.getMap("figures.states")).isEqualTo(Map.of("ACTIVE", 1));
        assertThat(figures.getInt("figures.devices")).isEqualTo(1);
        assertThat(figures.getLong("figures.evaluations")).isEqualTo(1);
        assertThat(figures.getLong("figures.actions.waiting")).isEqualTo(1);
        for (String time : List.of("lastEvaluation", "lastChange", "lastFiring", "actions.waitingSince")) {
            assertThat(figures.getString("figures." + time)).as(time).isEqualTo(measured);
        }
    }

    @Test
    void the_same_is_among_the_metrics_of_the_service() {
        double measured = cold().toEpochMilli() / 1_000.0;

        assertThat(metric("hearth_rule_devices{rule=\"a\"")).contains(1.0);
        assertThat(metric("hearth_rule_devices_active{rule=\"a\"")).contains(1.0);
        assertThat(metric("hearth_rule_states{rule=\"a\",state=\"ACTIVE\"")).contains(1.0);
        assertThat(metric("hearth_rule_states{rule=\"a\",state=\"NORMAL\"")).contains(0.0);
        assertThat(metric("hearth_rule_evaluations_total{rule=\"a\"")).contains(1.0);
        assertThat(metric("hearth_rule_firings_total{rule=\"a\"")).contains(1.0);
        assertThat(metric("hearth_rule_actions_waiting{rule=\"a\"")).contains(1.0);
        for (String event : List.of("evaluation", "change", "firing", "waiting")) {
            assertThat(metric("hearth_rule_last_timestamp_seconds{rule=\"a\",event=\"" + event + "\""))
                    .as(event)
                    .contains(measured);
        }
        assertThat(metric("hearth_rule_last_timestamp_seconds{rule=\"a\",event=\"failed\""))
                .isEmpty();
        assertThat(metric("hearth_rule_held_back_total{rule=\"other\",reason=\"limited\""))
                .isPresent();
    }

    @Test
    void a_rule_that_a_silence_keeps_from_acting_counts_that_and_no_firing() {
        String id = given().contentType("application/json")
                .body("{\"rule\": \"b\", \"for\": \"1h\", \"comment\": \"quiet\"}")
                .post("/api/v3/silence")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        when().get("/api/v3/silence/id/{id}", id)
                .then()
                .statusCode(200)
                .body("silence.rule", is("b"))
                .body("silence.state", is("active"));
        cold();

        await().until(() -> figures("b").getLong("figures.silenced") == 1);
        assertThat(figures("b").getLong("figures.firings")).isZero();
        assertThat(figures("b").getString("figures.lastFiring")).isNull();
        assertThat(metric("hearth_rule_held_back_total{rule=\"b\",reason=\"silence\""))
                .contains(1.0);
    }

    @AfterEach
    void endSilences() {
        when().get("/api/v3/silence/all")
                .jsonPath()
                .getList("silences.id", String.class)
                .forEach(id ->
                        when().delete("/api/v3/silence/id/{id}", id).then().statusCode(200));
    }

    @Test
    void what_became_of_a_rules_actions_is_told_with_the_time_and_the_last_reason() {
        Instant before = Instant.now();
        counts.done(intent("a"), Given.NOW);
        counts.done(intent("a"), Given.NOW.plusSeconds(1));
        counts.failed(new FailedAction(intent("a"), "device boiler is not there", 1, Given.NOW.plusSeconds(2)));
        counts.unconfirmed(intent("a"), "mode reads off");

        when().get("/api/v3/rule/name/{name}/figures", "a")
                .then()
                .statusCode(200)
                .body("figures.name", is("a"))
                .body("figures.devices", is(1))
                .body("figures.states.UNKNOWN", is(1))
                .body("figures.actions.done", is(2))
                .body("figures.actions.failed", is(1))
                .body("figures.actions.unconfirmed", is(1))
                .body("figures.actions.waiting", is(0))
                .body("figures.actions.lastDone", is(Given.NOW.plusSeconds(1).toString()))
                .body("figures.actions.lastFailed", is(Given.NOW.plusSeconds(2).toString()))
                .body("figures.actions.lastError", is("mode reads off"));
        assertThat(Instant.parse(figures("a").getString("figures.actions.lastErrorTime")))
                .isAfterOrEqualTo(before);
        assertThat(metric("hearth_rule_last_timestamp_seconds{rule=\"a\",event=\"failed\""))
                .contains(Given.NOW.plusSeconds(2).toEpochMilli() / 1_000.0);
        when().get("/api/v3/rule/name/{name}/figures", "nobody").then().statusCode(404);
    }

    @Test
    void a_rule_that_has_done_nothing_has_figures_too_and_all_are_listed_in_pages() {
        when().get("/api/v3/rule/figures/all?offset=1&limit=2")
                .then()
                .statusCode(200)
                .body("figures.name", contains("b", "c"))
                .body("totalCount", is(3))
                .body("figures[0].lastEvaluation", nullValue())
                .body("figures[0].actions.done", is(0))
                .body("figures[0].actions.lastDone", nullValue());
    }

    @Test
    void as_many_rules_as_the_setting_says_have_metrics_of_their_own_and_the_others_are_one() {
        ActionCounts acted = new ActionCounts(10, Clock.systemUTC());
        for (String name : List.of("a", "a", "b", "c", "c", "c")) {
            acted.done(intent(name), Given.NOW);
        }
        long firedBefore = evaluations.all().firings().acted();
        cold();
        await().until(() -> evaluations.all().firings().acted() == firedBefore + 3);
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new RuleMetrics(
                () -> Optional.of(new RuleMetrics.Source(book, evaluations, acted, actions::waiting)), 1));

        assertThat(value(registry, "hearth_rule_actions_total", "a", "outcome", "done"))
                .isEqualTo(2);
        assertThat(value(registry, "hearth_rule_actions_total", "other", "outcome", "done"))
                .isEqualTo(4);
        assertThat(value(registry, "hearth_rule_actions_total", "b", "outcome", "done"))
                .isNull();
        assertThat(value(registry, "hearth_rule_states", "a", "state", "ACTIVE"))
                .isEqualTo(1);
        assertThat(value(registry, "hearth_rule_states", "other", "state", "ACTIVE"))
                .isEqualTo(2);
        assertThat(value(registry, "hearth_rule_devices", "a")).isEqualTo(1);
        assertThat(value(registry, "hearth_rule_devices", "other")).isEqualTo(2);
        assertThat(value(registry, "hearth_rule_firings_total", "other")).isEqualTo(firedBefore + 2);
        // One of a rule that another test has deleted may be under way.
        await().until(() -> value(registry, "hearth_rule_actions_waiting", "other") == 2);
        assertThat(value(registry, "hearth_rule_last_timestamp_seconds", "b", "event", "firing"))
                .isNull();
    }

    @Test
    void a_rule_that_is_called_as_all_others_are_is_among_them() {
        book.add(List.of(Given.rule("other", Given.below("20"))));
        ActionCounts acted = new ActionCounts(10, Clock.systemUTC());
        acted.done(intent("a"), Given.NOW);
        acted.done(intent("other"), Given.NOW);
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new RuleMetrics(
                () -> Optional.of(new RuleMetrics.Source(book, evaluations, acted, actions::waiting)), 10));

        List<String> rules =
                Collections.list(registry.filteredMetricFamilySamples(Set.of("hearth_rule_actions_total"))).stream()
                        .flatMap(family -> family.samples.stream())
                        .filter(sample -> sample.labelValues.getLast().equals("done"))
                        .map(sample -> sample.labelValues.getFirst())
                        .toList();

        assertThat(rules).doesNotHaveDuplicates().contains("a", "other");
        assertThat(value(registry, "hearth_rule_actions_total", "other", "outcome", "done"))
                .isEqualTo(1);
        book.delete("other");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_says_so_and_why() {
        book.add(List.of(Given.rule("""
                { "name": "none", "when": { "device": "livingroom", "expression": "t <", "values": { "t": "temperature" } } }""")));

        when().get("/api/v3/rule/name/none/figures")
                .then()
                .statusCode(200)
                .body("figures.devices", is(0))
                .body("figures.lastError", startsWith("the rule cannot be evaluated: line 1"));
        when().get("/api/v3/rule/name/none/why")
                .then()
                .statusCode(200)
                .body("because", startsWith("the rule cannot be evaluated: line 1"));
        assertThat(when().get("/q/metrics").asString()).contains("hearth_rules_unevaluable 1.0");
    }

    private static Double value(CollectorRegistry registry, String name, String rule, String... label) {
        String[] names = label.length == 0 ? new String[] {"rule"} : new String[] {"rule", label[0]};
        String[] values = label.length == 0 ? new String[] {rule} : new String[] {rule, label[1]};
        return registry.getSampleValue(name, names, values);
    }
}
