package io.hearth.rules.document;

import static io.hearth.rules.document.Documents.TEMPERATURE;
import static io.hearth.rules.document.Documents.above;
import static io.hearth.rules.document.Documents.when;
import static io.hearth.rules.document.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalRef;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions beyond one limit on one device. */
class ConditionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "profile": "bike"       | Profile[name=bike]
        "label": "outside"      | Label[label=outside]
        "devicePattern": "b-*"  | Pattern[glob=b-*]
        "device": "d"           | Device[name=d]
        """)
    void a_rule_is_about_a_device_or_a_group_of_devices(String selector, String subject) {
        Rule rule = when(selector + ", \"resource\": \"temperature\", \"above\": 1");

        assertThat(rule.subject()).hasToString(subject);
        assertThat(rule.when()).isEqualTo(above("temperature", "1"));
    }

    @Test
    void nested_conditions_are_about_the_device_of_the_one_around_them() {
        Rule rule = when("""
                "profile": "bike", "all": [
                  {"resource": "battery", "above": 1},
                  {"device": "gate", "any": [{"resource": "open", "equals": true}, {"absent": "1m"}]}]""");

        assertThat(rule.subject()).isEqualTo(new Selector.Profile("bike"));
        assertThat(rule.when())
                .isEqualTo(new Condition.All(List.of(
                        above("battery", "1"),
                        new Condition.Any(List.of(
                                new Condition.Equals(
                                        Measure.of(new SignalRef(Optional.of("gate"), "open")), true, true),
                                new Condition.Absence(
                                        Optional.of("gate"), Optional.empty(), Duration.ofMinutes(1)))))));
    }

    @Test
    void without_a_group_the_first_device_that_is_named_is_the_subject() {
        Rule rule = when("""
                "all": [{"device": "a", "resource": "x", "above": 1}, {"device": "b", "resource": "x", "above": 2},
                        {"device": "a", "resource": "y", "above": 3}]""");

        assertThat(rule.subject()).isEqualTo(new Selector.Device("a"));
        assertThat(((Condition.All) rule.when()).conditions())
                .containsExactly(
                        above("x", "1"),
                        new Condition.Threshold(
                                Measure.of(new SignalRef(Optional.of("b"), "x")),
                                new Limit(Limit.Side.ABOVE, new BigDecimal(2), new Limit.Clearing.Same())),
                        above("y", "3"));
    }

    @Test
    void a_group_that_is_named_inside_is_the_subject_and_a_device_around_it_is_not() {
        Rule rule = when("""
                "device": "gate", "all": [{"resource": "open", "equals": true}, {"label": "bike", "absent": "1h"}]""");

        assertThat(rule.subject()).isEqualTo(new Selector.Label("bike"));
        assertThat(((Condition.All) rule.when()).conditions())
                .containsExactly(
                        new Condition.Equals(Measure.of(new SignalRef(Optional.of("gate"), "open")), true, true),
                        new Condition.Absence(Optional.empty(), Optional.empty(), Duration.ofHours(1)));
    }

    @Test
    void a_limit_may_be_another_measure() {
        Rule rule = when("""
                "device": "room", "resource": "temperature", "deadband": 0.50, "below":
                {"device": "dial", "resource": "target", "offset": -1, "window": {"function": "avg", "duration": "10m"}}""");

        assertThat(rule.when())
                .isEqualTo(new Condition.MovingThreshold(
                        TEMPERATURE,
                        Limit.Side.BELOW,
                        new Measure(
                                new SignalRef(Optional.of("dial"), "target"),
                                Optional.of(new Window(
                                        Window.Function.AVG, new Window.Extent.Lasting(Duration.ofMinutes(10))))),
                        new BigDecimal("-1"),
                        new BigDecimal("0.50")));
    }

    @Test
    void a_schedule_holds_together_with_the_condition() {
        Rule rule = with("\"schedule\": {\"days\": [\"mon-fri\", \"sun\"], \"from\": \"22:00\", \"to\": \"06:00\","
                + " \"timeZone\": \"Europe/Berlin\"}");

        assertThat(rule.when())
                .isEqualTo(new Condition.All(List.of(
                        new Condition.Within(new Schedule(
                                EnumSet.complementOf(EnumSet.of(DayOfWeek.SATURDAY)),
                                LocalTime.of(22, 0),
                                LocalTime.of(6, 0),
                                ZoneId.of("Europe/Berlin"))),
                        above("temperature", "1"))));
    }

    @ParameterizedTest
    @CsvSource({"sat-mon, SATURDAY SUNDAY MONDAY", "mon, MONDAY", "sun-sun, SUNDAY", "fri-sat, FRIDAY SATURDAY"})
    void days_go_round_the_week(String days, String meant) {
        Rule rule = with("\"schedule\": {\"days\": \"" + days + "\"}");

        Condition.Within within =
                (Condition.Within) ((Condition.All) rule.when()).conditions().getFirst();
        assertThat(within.schedule().days().stream().map(DayOfWeek::name)).containsExactlyInAnyOrder(meant.split(" "));
        assertThat(within.schedule().zone().getId()).isEqualTo("Z");
    }

    @Test
    void an_expression_names_its_values() {
        Rule rule = when("""
                "device": "d", "expression": "t > u", "values":
                {"t": "temperature", "u": {"device": "e", "resource": "x", "window": {"function": "max", "readings": 3}}}""");

        Condition.Expression expression = (Condition.Expression) rule.when();
        assertThat(expression.text()).isEqualTo("t > u");
        assertThat(expression.variables())
                .containsEntry("t", TEMPERATURE)
                .containsEntry(
                        "u",
                        new Measure(
                                new SignalRef(Optional.of("e"), "x"),
                                Optional.of(new Window(Window.Function.MAX, new Window.Extent.Readings(3)))));
    }

    @Test
    void nested_delays_are_those_of_the_nested_condition() {
        Rule rule = when("""
                "device": "d", "onDelay": "1m", "all": [{"resource": "temperature", "above": 1, "offDelay": "5s"}]""");

        assertThat(rule.delays().on()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.when())
                .isEqualTo(new Condition.All(List.of(new Condition.Held(
                        above("temperature", "1"), new Delays(Duration.ZERO, Duration.ofSeconds(5))))));
    }
}
