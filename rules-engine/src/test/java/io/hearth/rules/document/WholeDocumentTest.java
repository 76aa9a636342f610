package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalRef;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The rule document beyond one limit on one device. */
class WholeDocumentTest {
    private static final Measure TEMPERATURE = Measure.of(SignalRef.ofSubject("temperature"));

    private static Rule when(String when) {
        return Given.rule("{\"name\": \"r\", \"when\": {" + when + "}}");
    }

    private static Rule with(String fields) {
        return Given.rule(
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"resource\": \"temperature\", \"above\": 1}, "
                        + fields + "}");
    }

    private static Condition above(String resource, String at) {
        return new Condition.Threshold(
                Measure.of(SignalRef.ofSubject(resource)),
                new Limit(Limit.Side.ABOVE, new BigDecimal(at), new Limit.Clearing.Same()));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "PT30S, PT30S",
        "0s, PT0S",
        "P1DT1S, PT24H1S",
        "366d, PT8784H",
        "90s, PT1M30S"
    })
    void times_are_read_as_people_write_them(String text, String time) {
        assertThat(with("\"coolDown\": \"" + text + "\"").pacing().coolDown()).isEqualTo(Duration.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "-5s",
                "5 m",
                "1m1h",
                "367d",
                "1.5s",
                "PT",
                "PT-5S",
                "P1Y",
                "PT0.0001S",
                "999999999999d",
                "P99999999999999D"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> with("\"coolDown\": \"" + text + "\""))
                .isInstanceOf(InvalidRule.class)
                .hasMessageContaining("coolDown")
                .hasMessageContaining("30s");
    }

    @Test
    void times_and_severity_are_those_of_the_rule() {
        Rule rule = Given.rule("""
                {"name": "r", "severity": "critical", "alarm": false, "staleAfter": "15m",
                 "coolDown": "5m", "reAlarmTime": "1h", "minOn": "3m", "minOff": "4m",
                 "when": {"device": "d", "resource": "temperature", "above": 1, "onDelay": "30s", "offDelay": "10s"},
                 "then": [{"notify": {"message": "hot"}}]}""");

        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.alarm()).isFalse();
        assertThat(rule.staleAfter()).contains(Duration.ofMinutes(15));
        assertThat(rule.delays()).isEqualTo(new Delays(Duration.ofSeconds(30), Duration.ofSeconds(10)));
        assertThat(rule.pacing())
                .isEqualTo(new Pacing(
                        Duration.ofMinutes(5),
                        Optional.of(Duration.ofHours(1)),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(4)));
        assertThat(rule.when()).isEqualTo(above("temperature", "1"));
    }

    @Test
    void a_rule_that_raises_an_alarm_needs_no_action() {
        assertThat(when("\"device\": \"d\", \"resource\": \"r\", \"above\": 1").then())
                .isEmpty();
    }

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

    @Test
    void all_kinds_of_actions_are_read() {
        Rule rule = with("""
                "then": [
                  {"command": {"command": "lock", "values": {"state": "locked"},
                               "confirm": {"resource": "state", "value": "locked", "within": "10s"}}},
                  {"publish": {"topic": "maintenance/${device}", "payload": {"battery": "${value}", "note": null}}},
                  {"webhook": {"url": "https://example.com/hook", "headers": {"X-A": "b"}, "body": "x", "timeout": "3s"}},
                  {"notify": {"message": "low", "category": "bike", "severity": "info"}},
                  {"write": {"device": "house", "resource": "cold", "value": 1.50}}]""");

        assertThat(rule.then().get(0))
                .isEqualTo(new Action.Command(
                        Optional.empty(),
                        "lock",
                        java.util.Map.of("state", "locked"),
                        Optional.of(new Action.Confirm("state", "locked", Duration.ofSeconds(10)))));
        assertThat(((Action.Publish) rule.then().get(1)).qos()).isOne();
        assertThat(((Action.Webhook) rule.then().get(2)).method()).isEqualTo("POST");
        assertThat(rule.then().get(3)).isEqualTo(new Action.Notify("low", "bike", Optional.of(Severity.INFO)));
        assertThat(rule.then().get(4))
                .isEqualTo(new Action.Write(Optional.of("house"), "cold", new BigDecimal("1.50")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"device\": \"d\", \"resource\": \"r\", \"above\": 5, \"clearBelow\": 4.50, \"onDelay\": \"1m30s\", \"offDelay\": \"250ms\"",
                "\"profile\": \"p\", \"resource\": \"r\", \"between\": [1, 2.0], \"deadband\": 0.0",
                "\"label\": \"l\", \"resource\": \"r\", \"outside\": [-1e3, 9223372036854775807], \"window\": {\"function\": \"rate\", \"duration\": \"1h\"}",
                "\"devicePattern\": \"b-?*\", \"resource\": \"r\", \"notEquals\": \"난방\"",
                "\"device\": \"d\", \"absent\": \"10m\", \"resource\": \"r\"",
                "\"profile\": \"p\", \"absent\": \"10m\"",
                "\"device\": \"d\", \"resource\": \"r\", \"above\": {\"resource\": \"s\", \"offset\": 1.0}, \"deadband\": 2",
                "\"device\": \"d\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"device\": \"d\", \"resource\": \"s\"}}]",
                "\"device\": \"d\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"resource\": \"s\"}}]",
                "\"profile\": \"p\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"resource\": \"s\"}}]",
                "\"device\": \"d\", \"within\": {\"days\": [\"mon\", \"wed\"], \"from\": \"08:00:30\", \"to\": \"24:00\", \"timeZone\": \"Asia/Seoul\"}",
                "\"device\": \"d\", \"all\": [{\"within\": {\"from\": \"08:00\"}}, {\"resource\": \"r\", \"above\": 1, \"onDelay\": \"1s\"}]",
                "\"device\": \"d\", \"all\": [{\"within\": {\"from\": \"08:00\"}}, {\"resource\": \"r\", \"above\": 1}], \"onDelay\": \"1s\"",
                "\"profile\": \"p\", \"any\": [{\"all\": [{\"resource\": \"r\", \"above\": 1}], \"offDelay\": \"1s\"}, {\"device\": \"x\", \"absent\": \"1m\", \"onDelay\": \"3s\"}]",
                "\"device\": \"d\", \"expression\": \"a > b\", \"values\": {\"b\": {\"device\": \"e\", \"resource\": \"r\"}, \"a\": \"r\"}",
                "\"all\": [{\"device\": \"e\", \"expression\": \"a > b\", \"values\": {\"b\": \"r\", \"a\": {\"device\": \"f\", \"resource\": \"r\"}}}, {\"device\": \"f\", \"absent\": \"1s\"}]"
            })
    void what_is_written_is_read_as_the_same_rule(String when) {
        Rule rule = when(when);

        String written = new String(Json.bytes(RuleWriter.write(rule)), StandardCharsets.UTF_8);

        assertThat(Given.rule(written)).as(written).isEqualTo(rule);
    }

    @Test
    void actions_and_times_are_written_as_the_same_rule() {
        Rule rule = with("""
                "staleAfter": "1d1h1m1s1ms", "coolDown": "1ms", "reAlarmTime": "366d", "minOn": "1s", "minOff": "2s",
                "schedule": {"days": "sat-sun"}, "alarm": false, "then": [
                  {"command": {"device": "d", "command": "lock", "values": {"a": [1, {"b": 2.50}], "c": true},
                               "confirm": {"resource": "state", "value": 1.0, "within": "10s"}}},
                  {"publish": {"topic": "a/b", "payload": [null, 1.0, "x", {"y": null}], "qos": 2, "retain": true}},
                  {"webhook": {"url": "https://example.com/${device}", "method": "PUT", "body": {"a": 1}, "timeout": "1s", "validFor": "1h"}},
                  {"command": {"command": "unlock", "values": {"a": 1}, "validFor": "1m30s"}},
                  {"publish": {"topic": "a", "payload": 1, "validFor": "366d"}}],
                "otherwise": [{"notify": {"message": "well\\n again", "validFor": "1s"}},
                              {"write": {"resource": "cold", "value": false, "validFor": "2s"}}]""");

        String written = new String(Json.bytes(RuleWriter.write(rule)), StandardCharsets.UTF_8);

        assertThat(Given.rule(written)).as(written).isEqualTo(rule);
        assertThat(written).contains("1h", "1m30s", "366d", "\"validFor\":\"1s\"", "\"validFor\":\"2s\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "device": "d", "profile": "p", "resource": "r", "above": 1         | when.device, when.profile, one of
        "profile": "p", "all": [{"label": "l", "absent": "1m"}]            | when.profile, when.all[0].label, different groups
        "resource": "r", "above": 1                                        | when.device is missing, profile, label, devicePattern
        "device": "d"                                                      | when.resource is missing
        "device": "d", "resource": "r"                                     | when.above, missing, between, notEquals
        "device": "d", "resource": "r", "above": 1, "equals": 1            | when.above, when.equals, one of them
        "device": "d", "resource": "r", "between": [2, 1]                  | when.between, [2,1], the lower first
        "device": "d", "resource": "r", "between": [2]                     | when.between, two numbers
        "device": "d", "resource": "r", "outside": [1, "x"]                | when.outside[1], "x", a number
        "device": "d", "resource": "r", "between": [1, 2], "deadband": -1  | when.deadband, -1, 0 or more
        "device": "d", "resource": "r", "between": [1, 2], "clearAbove": 3 | when.clearAbove, when.between, deadband
        "device": "d", "resource": "r", "equals": null                     | when.equals, null, a text
        "device": "d", "resource": "r", "equals": [1]                      | when.equals, [1], a text
        "device": "d", "resource": "r", "equals": 1, "deadband": 1         | when.deadband, when.equals
        "device": "d", "resource": "r", "above": {"resource": "s"}, "clearBelow": 1 | when.clearBelow, when.above, deadband
        "device": "d", "resource": "r", "above": {"resource": "s", "profile": "p"}  | when.above.profile, offset
        "device": "d", "resource": "r", "above": 1, "window": {"function": "mean", "duration": "1m"} | when.window.function, "mean", avg, rate
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg"}   | when.window.duration, when.window.readings, one of them
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg", "duration": "0s"} | when.window.duration, "0s"
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg", "readings": 0}    | when.window.readings, 0, 1 to 10000
        "device": "d", "resource": "r", "above": 1, "window": {"duration": "1m"}    | when.window.function is missing, avg
        "device": "d", "absent": "0s"                                      | when.absent, "0s", 30s
        "device": "d", "absent": "1m", "window": {}                        | when.window, when.absent
        "device": "d", "all": []                                           | when.all, [], at least one
        "device": "d", "all": {}                                           | when.all, {}, a list
        "device": "d", "all": [7]                                          | when.all[0], 7, an object
        "device": "d", "all": [{"absent": "1m"}], "any": [{"absent": "1m"}] | when.any, when.all
        "device": "d", "within": {}                                        | when.within.days, at least one of
        "device": "d", "within": {"days": "monday"}                        | when.within.days, "monday", mon
        "device": "d", "within": {"days": []}                              | when.within.days, []
        "device": "d", "within": {"from": "25:00"}                         | when.within.from, "25:00", 23:59
        "device": "d", "within": {"from": "24:00"}                         | when.within.from, "24:00", 23:59
        "device": "d", "within": {"from": "8:00"}                          | when.within.from, "8:00"
        "device": "d", "within": {"from": "08:00", "timeZone": "Mars"}     | when.within.timeZone, "Mars", Europe/Berlin
        "device": "d", "expression": "t > 1"                               | when.values is missing
        "device": "d", "expression": "t > 1", "values": {}                 | when.values, {}
        "device": "d", "expression": "t > 1", "values": {"in": "r"}        | when.values.in, "r", CEL
        "device": "d", "expression": "t > 1", "values": {"a-b": "r"}       | when.values.a-b, letters
        "device": "d", "expression": "t > 1", "values": {"t": 7}           | when.values.t, 7
        "device": "d", "expression": " ", "values": {"t": "r"}             | when.expression, not blank
        "device": "d", "expression": "true", "values": {"t": "r"}, "above": 1 | when.above, when.expression
        "device": "d", "resource": "r", "above": 1, "onDelay": 30          | when.onDelay, 30, 30s
        "device": "d", "resource": "r", "above": 1, "onDelay": "-1s"       | when.onDelay, "-1s"
        """)
    void what_is_no_condition_is_refused_with_field_value_and_what_is_allowed(String when, String told) {
        var refusal = assertThatThrownBy(() -> when(when)).isInstanceOf(InvalidRule.class);

        List.of(told.split(", ")).forEach(refusal::hasMessageContaining);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "reAlarmTime": "0s"                                      | reAlarmTime, "0s", 30s
        "staleAfter": "0s"                                       | staleAfter, "0s"
        "alarm": "no"                                            | alarm, "no", true or false
        "then": [{}]                                             | then[0], nothing to do, command, write
        "then": [{"notify": {"message": "a"}, "write": {}}]      | then[0], notify, write, one of
        "then": [{"notify": {"message": ""}}]                    | then[0].notify.message, "", not blank
        "then": [{"notify": {"message": "a", "severity": "x"}}]  | then[0].notify.severity, "x", critical
        "then": [{"publish": {"payload": "a"}}]                  | then[0].publish.topic is missing
        "then": [{"publish": {"topic": "a"}}]                    | then[0].publish.payload is missing
        "then": [{"publish": {"topic": "a", "payload": null}}]   | then[0].publish.payload, null
        "then": [{"publish": {"topic": "a", "payload": 1, "qos": 3}}] | then[0].publish.qos, 3, 0 to 2
        "then": [{"webhook": {"url": "https://a", "headers": {"a": 1}}}] | then[0].webhook.headers.a, 1, a text
        "then": [{"webhook": {"url": "https://a", "timeout": "0s"}}]     | then[0].webhook.timeout, "0s"
        "then": [{"notify": {"message": "a", "validFor": "999ms"}}]      | then[0].notify.validFor, "999ms", 1s, 366d
        "then": [{"write": {"resource": "r", "value": 1, "validFor": "367d"}}] | then[0].write.validFor, "367d", 1s, 366d
        "then": [{"command": {"command": "c", "values": {"a": 1}, "validFor": 30}}] | then[0].command.validFor, 30, 1s, 366d
        "then": [{"write": {"resource": "r", "value": {}}}]      | then[0].write.value, {}, a text
        "then": [{"command": {"command": "c", "values": {"a": 1}, "confirm": {"resource": "r", "value": 1}}}] | then[0].command.confirm.within is missing
        """)
    void what_is_no_rule_is_refused_with_field_value_and_what_is_allowed(String fields, String told) {
        var refusal = assertThatThrownBy(() -> with(fields)).isInstanceOf(InvalidRule.class);

        List.of(told.split(", ")).forEach(refusal::hasMessageContaining);
    }

    @Test
    void a_condition_that_is_nested_too_deep_or_has_too_many_parts_is_refused() {
        String deep = "{\"any\": [".repeat(8) + "{\"absent\": \"1m\"}" + "]}".repeat(8);
        String many = "{\"absent\": \"1m\"},".repeat(63) + "{\"absent\": \"1m\"}";

        assertThat(when("\"device\": \"d\", \"all\": [" + many + "]").when()).isInstanceOf(Condition.All.class);
        assertThatThrownBy(() -> when("\"device\": \"d\", \"all\": [" + deep + "]"))
                .hasMessageContaining("too deep")
                .hasMessageContaining("8 levels");
        assertThatThrownBy(() -> when("\"device\": \"d\", \"all\": [{\"any\": [" + many + "]}, {\"absent\": \"1m\"}]"))
                .hasMessageContaining("when.all[1].absent")
                .hasMessageContaining("64");
    }
}
