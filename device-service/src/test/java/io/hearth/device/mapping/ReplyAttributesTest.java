package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attributes of requests and replies on own topics (docs/device-commands.md). */
class ReplyAttributesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            commandTopic: c/{device}, replyTopic: r/{device}                            | correlation | is missing
            commandTopic: c/{device}, replyTopic: r/{device}/{correlation}, key: ""     | commandTopic | does not tell the device
            commandTopic: c/{device}, replyTopic: r/{device}, correlation: /id, key: "" | commandTopic | does not tell the device
            commandTopic: c/{device}, replyTopic: c/{device}, correlation: /id          | replyTopic | is that of the request too
            commandTopic: c/{device}, replyTopic: r/+, correlation: /id                 | replyTopic | nothing can be published
            commandTopic: c/{device}, replyTopic: r/{device}, correlation: id           | correlation | is not allowed
            commandTopic: c/{device}, replyOk: /ok                                      | replyOk | only with replyTopic
            commandTopic: c/{device}, replyTopic: r, correlation: mqtt5, replyTimeout: 0 | replyTimeout | from 1 to 600000
            replyTopic: r/{device}/{correlation}                                        | replyTopic | is of no use
            requestTopic: q/{device}                                                    | requestTopic | needs replyTopic
            request: x                                                                  | request | only with requestTopic
            """)
    void what_makes_no_sense_is_a_problem_and_nothing_is_sent(String attributes, String field, String says) {
        MappedProfile profile = profile(attributes);

        assertThat(profile.problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo("attributes." + field);
            assertThat(problem.text()).contains(says);
        });
        MappedResource resource = profile.resources().get("v");
        assertThat(resource.request()).isEmpty();
        if (attributes.contains("replyTopic")) {
            assertThat(resource.write()).isEmpty();
        }
    }

    @Test
    void topics_of_replies_are_subscribed_to_where_a_device_has_them_and_do_not_overlap() {
        String replying =
                yaml("commandTopic: c/{device}, replyTopic: command/response/{correlation}, correlation: topic, "
                        + "template: '{id}'");
        MappingRules rules = new MappingRules(
                Samples.RULES.incomingTopic(),
                Samples.RULES.busTopic(),
                Samples.RULES.brokers(),
                java.util.Optional.of("command/response/#"));

        MappingIndex none = MappingIndex.of(List.of(), Map.of("p", Samples.mapped(replying)), rules);
        MappingIndex one =
                MappingIndex.of(List.of(Samples.device("d", "p")), Map.of("p", Samples.mapped(replying)), rules);
        MappingIndex both = MappingIndex.of(
                List.of(Samples.device("d", "p", Map.of("CommandTopic", "x"))),
                Map.of("p", Samples.mapped(replying)),
                rules);

        assertThat(none.filters()).containsExactly("incoming/data/#");
        assertThat(one.filters()).containsExactly("command/response/+", "incoming/data/#");
        assertThat(both.filters()).containsExactly("command/response/#", "incoming/data/#");
        assertThat(one.replies("command/response/17")).hasSize(1);
        assertThat(one.replies("home/x/status")).isEmpty();
    }

    @Test
    void the_profiles_of_the_page_have_no_problems() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "device-commands.md"));
        List<String> profiles = Pattern.compile("(?s)```yaml\\n(name: .*?)```")
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(profiles).hasSize(3);
        profiles.forEach(yaml -> assertThat(Samples.mapped(yaml).problems()).isEmpty());
    }

    private static MappedProfile profile(String attributes) {
        return Samples.mapped(yaml(attributes));
    }

    private static String yaml(String attributes) {
        String quoted = attributes.replaceAll("(\\w+Topic): ([^,]+?)(,|$)", "$1: \"$2\"$3");
        return "name: p\ndeviceResources:\n  - name: v\n    attributes: { " + quoted
                + " }\n    properties: { valueType: Int32, readWrite: RW }\n";
    }
}
