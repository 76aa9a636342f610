package io.hearth.rules.figures;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.rules.Given;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleFiguresTest {
    @Inject
    RuleBook book;

    @Inject
    ActionCounts counts;

    @BeforeEach
    void threeRules() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        for (String name : List.of("a", "b", "c")) {
            book.add(List.of(Given.rule(Given.BOILER.replace("boiler-on-when-cold", name))));
        }
    }

    private KnownRule rule(String name) {
        return book.byName(name).orElseThrow();
    }

    private Intent intent(String rule) {
        KnownRule known = rule(rule);
        return Intent.of(
                known, "livingroom", Given.EPOCH, 0, known.rule().then().getFirst(), 1);
    }

    @Test
    void what_became_of_a_rules_actions_is_told_with_the_time_and_the_last_reason() {
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
        when().get("/api/v3/rule/name/{name}/figures", "nobody").then().statusCode(404);
    }

    @Test
    void a_rule_that_has_done_nothing_has_figures_too_and_all_are_listed_in_pages() {
        when().get("/api/v3/rule/figures/all?offset=1&limit=2")
                .then()
                .statusCode(200)
                .body("figures.name", contains("b", "c"))
                .body("totalCount", is(3))
                .body("figures[0].actions.done", is(0))
                .body("figures[0].actions.lastDone", nullValue());
    }

    @Test
    void as_many_rules_as_the_setting_says_have_metrics_of_their_own_and_the_others_are_one() {
        ActionCounts acted = new ActionCounts(10);
        for (String name : List.of("a", "a", "b", "c", "c", "c")) {
            acted.done(intent(name), Given.NOW);
        }
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new RuleMetrics(() -> Optional.of(new RuleMetrics.Source(book, new Counted(), acted)), 1));

        assertThat(value(registry, "hearth_rule_actions_total", "a", "done")).isEqualTo(2);
        assertThat(value(registry, "hearth_rule_actions_total", "other", "done"))
                .isEqualTo(4);
        assertThat(registry.getSampleValue("hearth_rule_actions_total", outcome(), new String[] {"b", "done"}))
                .isNull();
        assertThat(registry.getSampleValue("hearth_rule_evaluations_total", new String[] {"rule"}, new String[] {"a"}))
                .isEqualTo(7);
        assertThat(registry.getSampleValue(
                        "hearth_rule_evaluations_total", new String[] {"rule"}, new String[] {"other"}))
                .isEqualTo(93);
        assertThat(registry.getSampleValue("hearth_rule_devices_active", new String[] {"rule"}, new String[] {"a"}))
                .isEqualTo(2);
    }

    @Test
    void a_rule_that_is_called_as_all_others_are_is_among_them() {
        book.add(List.of(Given.rule("other", Given.below("20"))));
        ActionCounts acted = new ActionCounts(10);
        acted.done(intent("a"), Given.NOW);
        acted.done(intent("other"), Given.NOW);
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new RuleMetrics(() -> Optional.of(new RuleMetrics.Source(book, new Counted(), acted)), 10));

        List<String> rules = java.util.Collections.list(
                        registry.filteredMetricFamilySamples(java.util.Set.of("hearth_rule_actions_total")))
                .stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.labelValues.getLast().equals("done"))
                .map(sample -> sample.labelValues.getFirst())
                .toList();

        assertThat(rules).doesNotHaveDuplicates().contains("a", "other");
        assertThat(value(registry, "hearth_rule_actions_total", "other", "done"))
                .isEqualTo(1);
        book.delete("other");
    }

    private static double value(CollectorRegistry registry, String name, String rule, String outcome) {
        return registry.getSampleValue(name, outcome(), new String[] {rule, outcome});
    }

    private static String[] outcome() {
        return new String[] {"rule", "outcome"};
    }

    @Test
    void they_are_among_the_metrics_of_the_service() {
        assertThat(when().get("/q/metrics").asString())
                .contains("hearth_rule_firings_total{rule=\"a\"")
                .contains("hearth_rule_firings_total{rule=\"other\"");
    }

    /** An engine that has evaluated 100 times, each rule 7 times. */
    private static final class Counted implements Evaluations {
        @Override
        public Optional<Evaluator.RuleFigures> of(UUID rule) {
            return Optional.of(new Evaluator.RuleFigures(
                    3,
                    Map.of("ACTIVE", 1, "CLEARING", 1, "NORMAL", 1),
                    7,
                    1,
                    0,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }

        @Override
        public long evaluations() {
            return 100;
        }

        @Override
        public long firings() {
            return 10;
        }
    }
}
