package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.action.template.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of every action that is filled is looked at when the rule is saved. */
class CheckedTextsTest {
    /** An action of each kind, with all of its fields. */
    private static final String ACTIONS = """
            [ { "command": { "device": "d", "command": "lock", "validFor": "30s", "values": { "a": "x", "b": [ { "c": "x" } ] },
                             "confirm": { "resource": "bolt", "value": "x", "within": "10s" } } },
              { "publish": { "topic": "x", "payload": { "a": [ "x" ] }, "qos": 1, "retain": true, "validFor": "30s" } },
              { "webhook": { "url": "https://h.example/x", "method": "PUT", "headers": { "X-A": "x" }, "body": { "a": "x" },
                             "timeout": "3s", "validFor": "30s" } },
              { "notify": { "message": "x", "category": "x", "severity": "info", "validFor": "30s" } },
              { "write": { "device": "d", "resource": "r", "value": "x", "validFor": "30s" } } ]""";
    /** What names something, or is no text to be filled. */
    private static final Set<String> NOT_FILLED = Set.of(
            "device", "command", "resource", "within", "validFor", "timeout", "method", "severity", "qos", "retain");

    private static final ActionTexts TEXTS = new ActionTexts() {
        @Override
        public void template(String path, Object tree) {
            Template.check(path, tree);
        }

        @Override
        public void topic(String path, String topic) {
            Template.check(path, topic);
        }

        @Override
        public void webhook(
                String path, String url, String method, Map<String, String> headers, Optional<Duration> timeout) {
            Template.check(path + ".url", url);
            Template.check(path + ".headers", headers);
        }
    };

    private static void read(ArrayNode actions) {
        ObjectNode rule = (ObjectNode) DocumentText.parse("""
                { "name": "r", "when": { "device": "d", "resource": "r", "above": 1 } }""".getBytes(StandardCharsets.UTF_8));
        rule.set("then", actions);
        new RuleReader(Given.LIMITS, TEXTS, ZoneOffset.UTC, document -> {}).read(rule);
    }

    private static ArrayNode actions() {
        try {
            return (ArrayNode) Json.mapper().readTree(ACTIONS);
        } catch (com.fasterxml.jackson.core.JsonProcessingException none) {
            throw new AssertionError(none);
        }
    }

    /** Tells of each text in it, with its path and the names of the fields on the way. */
    private static void texts(JsonNode in, String path, List<String> way, Consumer<String> found, Set<String> names) {
        if (in.isValueNode()) {
            if (way.stream().skip(1).noneMatch(NOT_FILLED::contains)) {
                found.accept(path);
            }
            return;
        }
        in.properties().forEach(field -> {
            List<String> longer = new ArrayList<>(way);
            longer.add(field.getKey());
            if (way.size() <= 2) {
                names.add(String.join(".", longer));
            }
            texts(field.getValue(), path + "/" + field.getKey(), longer, found, names);
        });
        if (in.isArray()) {
            for (int i = 0; i < in.size(); i++) {
                texts(in.get(i), path + "/" + i, way, found, names);
            }
        }
    }

    @Test
    void an_unknown_placeholder_is_refused_in_every_text_of_every_action() {
        read(actions());
        Set<String> paths = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>();
        texts(actions(), "", List.of(), paths::add, names);
        assertThat(names)
                .as("the actions above have all fields")
                .containsAll(Stream.of(
                                fields("command", ActionReader.COMMAND),
                                fields("command.confirm", ActionReader.CONFIRM),
                                fields("publish", ActionReader.PUBLISH),
                                fields("webhook", ActionReader.WEBHOOK),
                                fields("notify", ActionReader.NOTIFY),
                                fields("write", ActionReader.WRITE))
                        .flatMap(List::stream)
                        .toList());

        assertThat(paths).hasSize(11);
        for (String path : paths) {
            ArrayNode actions = actions();
            String parent = path.substring(0, path.lastIndexOf('/'));
            String last = path.substring(parent.length() + 1);
            String filled = path.endsWith("/url") ? "https://h.example/${valeu}" : "${valeu}";
            switch (actions.at(parent)) {
                case ObjectNode object -> object.put(last, filled);
                case ArrayNode array -> array.set(Integer.parseInt(last), filled);
                default -> throw new AssertionError(path);
            }
            assertThatThrownBy(() -> read(actions))
                    .as(path)
                    .isInstanceOf(InvalidRule.class)
                    .hasMessageContainingAll("${valeu}", last.matches("\\d+") ? "[" + last + "]" : last);
        }
    }

    private static List<String> fields(String of, List<String> fields) {
        return fields.stream().map(field -> of + "." + field).toList();
    }
}
