package io.hearth.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import io.hearth.rules.Given;
import io.hearth.rules.cel.CelBounds;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.device.KnownCommand;
import io.hearth.rules.device.KnownDevice;
import io.hearth.rules.device.KnownProfile;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.RuleDocument;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.rule.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {
    private static final CelEnvironment CEL = new CelEnvironment(CelBounds.USUAL);
    private static final RuleCheck CHECK = new RuleCheck(new House(), CEL);

    /** A house with two rooms and a boiler. */
    private static final class House implements Knowledge {
        private static final KnownProfile ROOM = profile(
                "room",
                resource("temperature", ValueType.FLOAT32, OptionalDouble.of(-40), OptionalDouble.of(85)),
                resource("people", ValueType.UINT8, OptionalDouble.empty(), OptionalDouble.empty()),
                resource("window", ValueType.BOOL, OptionalDouble.empty(), OptionalDouble.empty()),
                resource("mood", ValueType.STRING, OptionalDouble.empty(), OptionalDouble.empty()));
        private static final KnownProfile BOILER = new KnownProfile(
                "boiler",
                Stream.of(
                                resource("mode", ValueType.STRING, OptionalDouble.empty(), OptionalDouble.empty()),
                                resource("target", ValueType.FLOAT32, OptionalDouble.of(5), OptionalDouble.of(30)),
                                resource("current", ValueType.FLOAT32, OptionalDouble.empty(), OptionalDouble.empty()))
                        .collect(Collectors.toMap(KnownResource::name, known -> known)),
                Map.of(
                        "control",
                                new KnownCommand("control", true, true, List.of("mode", "target"), List.of("target")),
                        "current", new KnownCommand("current", true, false, List.of("current"), List.of())));

        private static KnownProfile profile(String name, KnownResource... resources) {
            return new KnownProfile(
                    name,
                    Stream.of(resources).collect(Collectors.toMap(KnownResource::name, known -> known)),
                    Map.of());
        }

        private static KnownResource resource(String name, ValueType type, OptionalDouble least, OptionalDouble most) {
            return new KnownResource(name, Optional.of(type), true, true, least, most);
        }

        @Override
        public Optional<KnownDevice> device(String name) {
            return switch (name) {
                case "living", "bed" -> Optional.of(new KnownDevice(name, "room", List.of("warm")));
                case "boiler" -> Optional.of(new KnownDevice(name, "boiler", List.of("warm")));
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<KnownProfile> profile(String name) {
            return Stream.of(ROOM, BOILER)
                    .filter(profile -> profile.name().equals(name))
                    .findFirst();
        }

        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public Set<String> of(Selector selector) {
            return switch (selector) {
                case Selector.Device(String name) -> Set.of(name);
                case Selector.Profile(String name) -> name.equals("room") ? Set.of("living", "bed") : Set.of();
                case Selector.Label(String label) ->
                    label.equals("warm") ? Set.of("living", "bed", "boiler") : Set.of();
                case Selector.Pattern pattern -> Set.of();
            };
        }
    }

    private static Findings check(String fields) {
        String json = "{\"name\": \"r\", " + fields + "}";
        RuleDocument document =
                new RuleReader(Given.LIMITS).readDocument(DocumentText.parse(json.getBytes(StandardCharsets.UTF_8)));
        return CHECK.of(document);
    }

    private static Findings when(String when) {
        return check("\"when\": {" + when + "}");
    }

    private static Findings then(String action) {
        return check("\"when\": {\"device\": \"living\", \"resource\": \"temperature\", \"below\": 20}, \"then\": [{"
                + action + "}]");
    }

    private static void assertTold(List<Finding> findings, String told) {
        assertThat(findings).isNotEmpty();
        String message = findings.getFirst().message();
        Stream.of(told.split(", ")).forEach(part -> assertThat(message).contains(part));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"device\": \"living\", \"resource\": \"temperature\", \"below\": 20, \"clearAbove\": 20.5",
                "\"device\": \"living\", \"resource\": \"people\", \"above\": 254",
                "\"device\": \"living\", \"resource\": \"people\", \"above\": 300, \"window\": {\"function\": \"sum\", \"duration\": \"1h\"}",
                "\"device\": \"living\", \"resource\": \"people\", \"between\": [2.5, 2.6], \"window\": {\"function\": \"avg\", \"duration\": \"1h\"}",
                "\"device\": \"living\", \"resource\": \"window\", \"equals\": true, \"onDelay\": \"1h\"",
                "\"device\": \"living\", \"resource\": \"mood\", \"above\": 3, \"window\": {\"function\": \"count\", \"duration\": \"1h\"}",
                "\"device\": \"living\", \"all\": [{\"resource\": \"temperature\", \"above\": 20, \"clearBelow\": 15}, {\"resource\": \"temperature\", \"below\": 18}]",
                "\"device\": \"living\", \"any\": [{\"resource\": \"temperature\", \"above\": 30}, {\"resource\": \"temperature\", \"below\": 10}]",
                "\"device\": \"living\", \"expression\": \"t > 20 && w\", \"values\": {\"t\": \"temperature\", \"w\": \"window\"}",
                "\"label\": \"warm\", \"resource\": \"temperature\", \"below\": 20",
                "\"device\": \"living\", \"all\": [{\"within\": {\"from\": \"22:00\", \"to\": \"06:00\"}}, {\"within\": {\"days\": \"sat-sun\"}}]"
            })
    void what_can_be_is_not_complained_about(String when) {
        assertThat(when(when)).isEqualTo(Findings.NONE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "resource": "temperature", "above": 85                       | when.above is 85, "temperature" never reaches, -40.0 to 85.0
        "resource": "temperature", "below": -40                      | when.below is -40, never reaches
        "resource": "temperature", "above": 20, "clearBelow": -40    | when.above is 20, never leaves
        "resource": "temperature", "above": -41                      | when.above is -41, never leaves
        "resource": "temperature", "between": [90, 95]               | when.between is [90, 95], never reaches
        "resource": "temperature", "outside": [-50, 100]             | when.outside is [-50, 100], never reaches
        "resource": "temperature", "equals": 90                      | when.equals is 90, allowed is a number, -40.0 to 85.0
        "resource": "temperature", "equals": "warm"                  | when.equals is "warm", a number
        "resource": "temperature", "above": 90, "window": {"function": "max", "duration": "1m"} | when.above is 90, never reaches
        "resource": "people", "above": 255                           | when.above is 255, 0 to 255
        "resource": "people", "below": 0                             | when.below is 0, never reaches
        "resource": "people", "between": [2.2, 2.8]                  | when.between, never reaches
        "resource": "people", "equals": 2.5                          | when.equals is 2.5, a whole number, 0 to 255
        "resource": "window", "above": 1                             | when.resource is "window", type Bool, one with numbers
        "resource": "window", "equals": "open"                       | when.equals is "open", true or false
        "resource": "mood", "below": {"resource": "people"}          | when.resource is "mood", type String
        "resource": "people", "below": {"resource": "mood"}          | when.below.resource is "mood", type String
        "resource": "mood", "equals": "x", "window": {"function": "max", "duration": "1m"} | when.resource is "mood", one with numbers
        """)
    void a_condition_that_its_resource_never_meets_or_never_leaves_is_an_error(String when, String told) {
        assertTold(when("\"device\": \"living\", " + when).errors(), told);
        assertTold(when("\"profile\": \"room\", " + when).errors(), told);
    }

    @Test
    void where_devices_of_a_group_differ_it_is_enough_that_one_can() {
        String mode = "\"resource\": \"target\", \"above\": 40";

        assertThat(when("\"device\": \"boiler\", " + mode).errors()).isNotEmpty();
        assertThat(when("\"label\": \"warm\", \"resource\": \"temperature\", \"above\": 40")
                        .errors())
                .isEmpty();
        assertThat(when("\"label\": \"warm\", " + mode).errors()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "all": [{"resource": "t", "above": 30}, {"resource": "t", "below": 20}]          | when.all[0].above with value 30, when.all[1].below with value 20, contradict
        "all": [{"resource": "t", "above": 30, "clearBelow": 25}, {"resource": "t", "below": 20}] | when.all[0].above, when.all[1].below
        "all": [{"resource": "t", "between": [1, 2]}, {"all": [{"resource": "t", "above": 2}]}]   | when.all[0].between, when.all[1].all[0].above
        "all": [{"resource": "t", "equals": "a"}, {"resource": "t", "equals": "b"}]      | when.all[0].equals, when.all[1].equals, "b"
        "all": [{"resource": "t", "equals": 1}, {"resource": "t", "notEquals": 1.0}]     | when.all[0].equals, when.all[1].notEquals
        "resource": "t", "outside": [10, 20], "deadband": 6                              | when.deadband is 6, half
        "resource": "t", "above": 3, "window": {"function": "count", "readings": 5}      | when.window.readings is 5, always 5, a duration
        "resource": "t", "above": 3, "window": {"function": "rate", "readings": 1}       | when.window.readings is 1, 2 or more
        "all": [{"within": {"from": "08:00", "to": "10:00"}}, {"within": {"from": "11:00", "to": "12:00"}}] | when.all[0], when.all[1], no time is within both
        "all": [{"within": {"days": "mon-fri"}}, {"within": {"days": "sat-sun"}}]        | no time is within both
        "all": [{"within": {"from": "08:00", "to": "10:00"}}, {"resource": "t", "above": 1}], "onDelay": "2h" | when.onDelay is PT2H, when.all[0], PT2H
        "any": [{"all": [{"within": {"days": "fri-sun"}}, {"resource": "t", "above": 1}], "onDelay": "3d"}]   | when.any[0].onDelay, PT72H
        """)
    void conditions_that_contradict_each_other_are_an_error(String when, String told) {
        assertTold(when("\"device\": \"x\", " + when).errors(), told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "coolDown": "5m", "reAlarmTime": "4m", "when": {"device": "x", "resource": "t", "above": 1}       | reAlarmTime is PT4M, coolDown with PT5M
        "when": {"device": "x", "resource": "t", "above": 1}, "then": [{"webhook": {"url": "https://a", "timeout": "30s", "validFor": "29s"}}] | then[0].webhook.validFor is PT29S, timeout with PT30S
        "schedule": {"from": "08:00", "to": "08:30"}, "when": {"device": "x", "resource": "t", "above": 1, "onDelay": "30m"} | when.onDelay is PT30M, in schedule, PT30M
        "staleAfter": "5m", "when": {"device": "x", "all": [{"absent": "10m"}, {"resource": "t", "above": 1}]} | staleAfter is PT5M, when.all[1], when.all[0].absent
        """)
    void times_that_contradict_each_other_are_an_error(String fields, String told) {
        assertTold(check(fields).errors(), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schedule\": {\"from\": \"22:00\", \"to\": \"06:00\"}, \"when\": {\"device\": \"x\", \"resource\": \"t\", \"above\": 1, \"onDelay\": \"7h59m\"}",
                "\"schedule\": {\"days\": \"mon-sun\"}, \"when\": {\"device\": \"x\", \"resource\": \"t\", \"above\": 1, \"onDelay\": \"30d\"}",
                "\"schedule\": {\"days\": \"sat-mon\"}, \"when\": {\"device\": \"x\", \"resource\": \"t\", \"above\": 1, \"onDelay\": \"71h\"}",
                "\"coolDown\": \"5m\", \"reAlarmTime\": \"5m\", \"when\": {\"device\": \"x\", \"resource\": \"t\", \"above\": 1}",
                "\"staleAfter\": \"5m\", \"when\": {\"device\": \"x\", \"any\": [{\"absent\": \"10m\"}, {\"resource\": \"t\", \"above\": 1}]}"
            })
    void times_that_go_together_are_no_error(String fields) {
        assertThat(check(fields).errors()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "expression": "t >", "values": {"t": "temperature"}       | when.expression, line 1, column 4, expecting
        "expression": "t > 'x'", "values": {"t": "temperature"}   | when.expression, line 1, column 3, (double, string)
        "expression": "w > 1", "values": {"w": "window"}          | when.expression, column 3, (bool, int)
        "expression": "m + 1 > 2", "values": {"m": "mood"}        | when.expression, column 3, (string, int)
        "expression": "u > 1", "values": {"t": "temperature"}     | when.expression, column 1, undeclared reference to 'u'
        "all": [{"expression": "t", "values": {"t": {"resource": "mood", "window": {"function": "count", "duration": "1h"}}}}] | when.all[0].expression, expected type 'bool' but found 'double'
        """)
    void a_bad_expression_is_an_error_with_line_and_column(String when, String told) {
        assertTold(when("\"device\": \"living\", " + when).errors(), told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "device": "kitchen", "resource": "temperature", "below": 20      | when.device is "kitchen", no such device
        "device": "living", "resource": "humidity", "below": 20          | when.resource is "humidity", device 'living' has no such resource
        "device": "living", "all": [{"device": "attic", "absent": "1h"}] | when.all[0].device is "attic"
        "device": "living", "resource": "temperature", "below": {"device": "dial", "resource": "x"} | when.below.device is "dial"
        "device": "living", "expression": "h > 1", "values": {"h": "humidity"} | when.values.h.resource is "humidity"
        "profile": "car", "resource": "speed", "above": 20               | when.profile is "car", no such profile
        "profile": "boiler", "absent": "1h"                              | when.profile is "boiler", no device has it
        "label": "cold", "absent": "1h"                                  | when.label is "cold", no device has it
        "devicePattern": "bike-*", "absent": "1h"                        | when.devicePattern is "bike-*", no device is named like it
        """)
    void what_is_not_there_is_a_warning(String when, String told) {
        Findings findings = when(when);

        assertThat(findings.errors()).isEmpty();
        assertTold(findings.warnings(), told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "command": {"device": "oven", "command": "on", "values": {"a": 1}}                | then[0].command.device is "oven", no such device
        "command": {"device": "boiler", "command": "heat", "values": {"mode": "heat"}}    | then[0].command.command is "heat", no such command
        "command": {"device": "boiler", "command": "current", "values": {"current": 1}}   | then[0].command.command is "current", only be read
        "command": {"device": "boiler", "command": "control", "values": {"mode": "heat", "power": 1}} | then[0].command.values.power, mode, target
        "command": {"device": "boiler", "command": "control", "values": {"target": 21}}   | then[0].command.values lacks mode
        "command": {"command": "control", "values": {"target": 21}}                       | then[0].command.command is "control", device 'living'
        "write": {"resource": "cold", "value": 1}                                         | then[0].write.resource is "cold"
        "command": {"device": "boiler", "command": "control", "values": {"mode": "x"}, "confirm": {"resource": "state", "value": 1, "within": "1s"}} | then[0].command.confirm.resource is "state"
        """)
    void an_action_on_what_is_not_there_is_a_warning(String action, String told) {
        Findings findings = then(action);

        assertThat(findings.errors()).isEmpty();
        assertTold(findings.warnings(), told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "command": {"device": "boiler", "command": "control", "values": {"mode": "heat", "target": 31}}   | then[0].command.values.target is 31, 5.0 to 30.0
        "command": {"device": "boiler", "command": "control", "values": {"mode": "heat", "target": "hot"}} | then[0].command.values.target is hot, a number
        "command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}, "confirm": {"resource": "target", "value": true, "within": "1s"}} | then[0].command.confirm.value is true
        "write": {"resource": "people", "value": 1.5}                                                     | then[0].write.value is 1.5, a whole number
        "write": {"resource": "window", "value": 1}                                                       | then[0].write.value is 1, true or false
        """)
    void a_value_that_a_device_does_not_take_is_an_error(String action, String told) {
        assertTold(then(action).errors(), told);
    }

    @Test
    void a_value_with_a_placeholder_is_seen_when_it_is_filled() {
        assertThat(then("\"command\": {\"device\": \"boiler\", \"command\": \"control\", \"values\":"
                        + " {\"mode\": \"heat\", \"target\": \"${value}\"}}"))
                .isEqualTo(Findings.NONE);
    }

    @Test
    void before_the_devices_are_known_nothing_is_missing() {
        RuleDocument document = new RuleReader(Given.LIMITS)
                .readDocument(DocumentText.parse(Given.BOILER.getBytes(StandardCharsets.UTF_8)));

        assertThat(new RuleCheck(Knowledge.nothing(), CEL).of(document)).isEqualTo(Findings.NONE);
        assertThat(CHECK.of(document).warnings()).isNotEmpty();
    }

    @Test
    void a_stored_rule_is_told_of_by_the_fields_with_which_it_is_written() {
        RuleDocument document =
                new RuleReader(Given.LIMITS).readDocument(DocumentText.parse("""
                {"name": "r", "schedule": {"days": "mon"}, "when": {"device": "living", "any": [
                  {"resource": "temperature", "above": 90, "onDelay": "1m"}]}}""".getBytes(StandardCharsets.UTF_8)));

        assertThat(CHECK.of(document.rule())).isEqualTo(CHECK.of(document));
        assertThat(CHECK.of(document.rule()).errors().getFirst().field()).isEqualTo("when.any[0].above");
    }
}
