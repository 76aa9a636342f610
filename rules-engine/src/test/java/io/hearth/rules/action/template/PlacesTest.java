package io.hearth.rules.action.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Firings;
import io.hearth.rules.rule.Action;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a device says, it stays in the place that the rule gave it. */
class PlacesTest {
    private static Values values(String value) {
        return new Values(Firings.of(Firings.rule("cold"), 1, value), 100_000);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\"",
                "\\",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\r\n",
                "\n",
                "\u0000",
                "\u2028",
                "/",
                "..",
                ".",
                "+",
                "#",
                "$",
                "${value}",
                "?",
                "&",
                "=",
                "%2F",
                "@",
                "https://evil.example/",
                "X-Evil: 1",
                "1e5",
                "true",
                "null",
                "\ud800",
                "온도",
                "🌡",
                " ",
                "a",
                "7");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
                Arbitraries.strings().all().ofMaxLength(40));
    }

    @Property(tries = 400)
    void json_keeps_its_shape_and_holds_the_value(@ForAll("hostile") String value) throws IOException {
        Map<String, Object> payload = Map.of("text", "it is ${value}.", "list", List.of("${value}", 1));
        Deed deed = Firings.intent(new Action.Publish("a/b", payload, 1, false), 1, value)
                .deed();

        JsonNode json = Json.mapper().readTree(((Deed.Publish) deed).payload());
        assertThat((Iterable<String>) json::fieldNames).containsExactlyInAnyOrder("text", "list");
        assertThat(json.get("text").isTextual()).isTrue();
        assertThat(json.get("list")).hasSize(2);
        assertThat(json.get("list").get(0).isValueNode()).isTrue();
        assertThat(json.get("list").get(1).intValue()).isEqualTo(1);
    }

    /** Texts that are JSON, with placeholders where JSON has texts and where it has values. */
    @Provide
    Arbitrary<String> jsonTexts() {
        return Arbitraries.of(
                "{\"t\":\"${value}\"}",
                "{\"t\":${value}, \"u\":[${value},\"a ${value} b\", 1]}",
                "[\"\\\"${value}\\\\\", {\"$${x}\": \"$${value}${value}\"}]",
                "{\"a\": -${value}, \"b\": 1${value}}",
                "{\"a\": 1, \"${value}\": 2}",
                "[\"\\u00${value}0\", \"\\u0${value}00\"]",
                " \"it is ${value}\" ");
    }

    @Property(tries = 800)
    void a_text_that_is_json_keeps_its_shape_or_is_refused(
            @ForAll("jsonTexts") String text, @ForAll("hostile") String value) throws IOException {
        Deed published = Firings.intent(new Action.Publish("a/b", text, 1, false), 1, value)
                .deed();
        Deed sent = Firings.intent(
                        new Action.Webhook(
                                "https://hooks.example/x", "POST", Map.of(), Optional.of(text), Optional.empty()),
                        1,
                        value)
                .deed();

        switch (published) {
            case Deed.Publish(String topic, String payload, var _, var _) -> {
                assertThat(shape(STRICT.readTree(payload)))
                        .isEqualTo(shape(STRICT.readTree(text.replace("$${", "").replace("${value}", "0"))));
                assertThat(((Deed.Webhook) sent).body()).contains(payload);
            }
            case Deed.Refused(var _, var _, var _, String reason) -> {
                assertThat(reason).contains("JSON");
                assertThat(text).containsAnyOf("-$", "1$", "\\u0", "\"${value}\": 2");
                assertThat(sent).isInstanceOf(Deed.Refused.class);
            }
            default -> throw new AssertionError(published);
        }
    }

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How objects and lists lie in each other; not what single values are. */
    private static String shape(JsonNode json) {
        if (json.isValueNode()) {
            return json.isMissingNode() ? "nothing" : "v";
        }
        StringBuilder shape = new StringBuilder(json.isArray() ? "[" : "{");
        json.forEach(inner -> shape.append(shape(inner)));
        return shape.append(']').toString();
    }

    @Example
    void a_device_that_says_json_adds_nothing_to_what_a_rule_sends() {
        String evil = "\",\"admin\":true,\"x\":\"";

        assertThat(sent("{\"t\":\"${value}\"}", evil)).isEqualTo("{\"t\":\"\\\",\\\"admin\\\":true,\\\"x\\\":\\\"\"}");
        assertThat(sent("{\"t\":${value}}", "1,\"admin\":true")).isEqualTo("{\"t\":\"1,\\\"admin\\\":true\"}");
        assertThat(sent("{\"t\":${value},\"s\":\"${value} C\"}", "18.5")).isEqualTo("{\"t\":18.5,\"s\":\"18.5 C\"}");
        assertThat(sent("{\"t\":${reading.none},\"s\":\"${reading.none}\"}", "1"))
                .isEqualTo("{\"t\":null,\"s\":\"\"}");
    }

    @Example
    void a_text_that_is_no_json_is_sent_as_it_is_unless_its_type_says_json() {
        assertThat(sent("${value}", "on")).isEqualTo("on");
        assertThat(sent("it's \"${value}\"", "a\"b")).isEqualTo("it's \"a\"b\"");
        Map<String, String> type = Map.of("content-type", "application/json; charset=utf-8");
        Deed deed = Firings.intent(
                        new Action.Webhook(
                                "https://hooks.example/x", "POST", type, Optional.of("${value}"), Optional.empty()),
                        1,
                        "on")
                .deed();
        assertThat(((Deed.Webhook) deed).body()).contains("\"on\"");
    }

    private static String sent(String payload, String value) {
        return ((Deed.Publish) Firings.intent(new Action.Publish("a/b", payload, 1, false), 1, value)
                        .deed())
                .payload();
    }

    @Property(tries = 400)
    void a_topic_keeps_its_levels_or_is_refused(@ForAll("hostile") String value) {
        Deed deed = Firings.intent(new Action.Publish("home/${value}/x-${value}/on", "1", 1, false), 1, value)
                .deed();

        switch (deed) {
            case Deed.Publish(String topic, var _, var _, var _) -> {
                assertThat(topic.split("/", -1)).hasSize(4).doesNotContain("");
                assertThat(topic).startsWith("home/").endsWith("/on").doesNotContain("+", "#", "\u0000", "\n");
            }
            case Deed.Refused(var kind, var _, var _, String reason) -> {
                assertThat(kind).isEqualTo(Deed.Kind.PUBLISH);
                assertThat(reason).contains("in the topic");
            }
            default -> throw new AssertionError(deed);
        }
    }

    @Property(tries = 400)
    void a_header_stays_one_line_or_is_refused(@ForAll("hostile") String value) {
        Deed deed = webhook("https://hooks.example/x", Map.of("X-Value", "v=${value}"), value);

        switch (deed) {
            case Deed.Webhook webhook ->
                assertThat(webhook.headers().get("X-Value")).startsWith("v=").matches("[\\x20-\\x7e\\t]*");
            case Deed.Refused(var _, var _, var _, String reason) ->
                assertThat(reason).contains("header X-Value");
            default -> throw new AssertionError(deed);
        }
    }

    @Property(tries = 400)
    void a_url_keeps_its_host_and_path_or_is_refused(@ForAll("hostile") String value) {
        Deed deed = webhook("https://hooks.example/a/${value}/b?v=${value}&w=1", Map.of(), value);

        switch (deed) {
            case Deed.Webhook webhook -> {
                URI url = URI.create(webhook.url());
                assertThat(url.getScheme()).isEqualTo("https");
                assertThat(url.getRawAuthority()).isEqualTo("hooks.example");
                assertThat(url.normalize().getRawPath()).matches("/a/[^/]*/b|/a/b");
                assertThat(url.getRawQuery()).startsWith("v=").endsWith("&w=1");
                assertThat(url.getRawQuery()
                                .chars()
                                .filter(c -> c == '&' || c == '=')
                                .count())
                        .isEqualTo(3);
                assertThat(url.getRawFragment()).isNull();
            }
            case Deed.Refused(var _, var _, var _, String reason) ->
                assertThat(reason).contains("segment");
            default -> throw new AssertionError(deed);
        }
    }

    @Example
    void a_value_is_not_filled_again() {
        assertThat(Template.of("a ${value} b").text(values("${rule} $${x}"))).isEqualTo("a ${rule} $${x} b");
    }

    @Example
    void a_placeholder_chooses_neither_scheme_nor_host() {
        for (String url : List.of(
                "${value}://hooks.example/",
                "https://${value}/",
                "https://x${value}.example/",
                "https://hooks.example${value}",
                "https://hooks.example:${value}/",
                "https://hooks.example@${value}/",
                "https://u:p@hooks.example/",
                "https://hooks.example/a/../b",
                "https://hooks.example/#x",
                "not a url",
                "/x")) {
            assertThatExceptionOfType(InvalidTemplate.class).as(url).isThrownBy(() -> UrlTemplate.of(url));
        }
    }

    private static Deed webhook(String url, Map<String, String> headers, String value) {
        return Firings.intent(new Action.Webhook(url, "POST", headers, Optional.empty(), Optional.empty()), 1, value)
                .deed();
    }
}
