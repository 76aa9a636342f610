package io.hearth.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.RuleSchema;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Samples;
import io.hearth.rules.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of docs/rules.md is read, checked and of the schema, and does what is written below it: a line for each time, with
 * the readings that come then, and what the rule did since the line before.
 */
class RulesDocTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```json\n(.*?)```\n(?:```trial\n(.*?)```)?", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("\\+(\\S+)\\s*(.*?)(?: -> (.*))?");
    private static final Pattern READING = Pattern.compile("(\\S+) (\\S+)=([^\\s;]+)");

    /** A Thursday, at midnight of UTC. */
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    record Example(String rule, String trial) {
        @Override
        public String toString() {
            return rule.substring(0, rule.indexOf(','));
        }
    }

    static Stream<Example> examples() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/rules.md")));
        return example.results()
                .map(found -> new Example(
                        found.group(1), Optional.ofNullable(found.group(2)).orElse("")));
    }

    @Test
    void there_are_examples_of_everything() throws IOException {
        String all = examples().map(Example::rule).collect(Collectors.joining());

        RuleSchema.read().at("/$defs/Rule/properties").fieldNames().forEachRemaining(field -> assertThat(all)
                .contains("\"" + field + "\""));
        RuleSchema.read().at("/$defs/Condition/properties").fieldNames().forEachRemaining(field -> assertThat(all)
                .contains("\"" + field + "\""));
        RuleSchema.read().at("/$defs/Action/properties").fieldNames().forEachRemaining(field -> assertThat(all)
                .contains("\"" + field + "\""));
        assertThat(examples()).hasSizeGreaterThan(15);
        assertThat(examples().filter(example -> example.trial().isEmpty()))
                .as("rules of which nobody sees what they do")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void each_is_as_it_is_written(Example example) {
        JsonNode tree = DocumentText.parse(example.rule().getBytes(StandardCharsets.UTF_8));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(RuleSchema.read())
                        .validate(tree))
                .isEmpty();
        Rule rule = Trying.rule(tree);

        assertThat(run(rule, example.trial())).isEqualTo(example.trial());
    }

    /** The lines, with what the rule really did. */
    private static String run(Rule rule, String trial) {
        List<Instant> times = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        Set<String> devices = new LinkedHashSet<>();
        for (String line : trial.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Instant time = BEGIN.plus(Duration.parse("PT" + parts.group(1).toUpperCase(Locale.ROOT)));
            times.add(time);
            Matcher readings = READING.matcher(parts.group(2));
            while (readings.find()) {
                long origin = time.getEpochSecond() * 1_000_000_000L;
                devices.add(readings.group(1));
                samples.add(Samples.of(readings.group(1), reading(readings, origin)));
                samples.add(Samples.report(readings.group(1), origin));
            }
        }
        Course course = Trying.replay(devices).run(rule, samples, BEGIN, times.getLast());
        assertThat(course.cut()).isEmpty();
        return lines(trial, times, course.steps());
    }

    private static Reading reading(Matcher reading, long origin) {
        String value = reading.group(3);
        ValueType type = value.matches("-?[0-9.]+")
                ? ValueType.FLOAT64
                : value.matches("true|false") ? ValueType.BOOL : ValueType.STRING;
        return Reading.simple(origin, reading.group(1), "", reading.group(2), type, value);
    }

    private static String lines(String trial, List<Instant> times, List<Step> steps) {
        StringBuilder text = new StringBuilder();
        List<String> lines = trial.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Instant after = i == 0 ? Instant.MIN : times.get(i - 1);
            Instant until = times.get(i);
            String done = steps.stream()
                    .filter(step -> step.transition().at().isAfter(after)
                            && !step.transition().at().isAfter(until))
                    .map(RulesDocTest::words)
                    .collect(Collectors.joining("; "));
            text.append(lines.get(i).replaceAll(" -> .*", ""))
                    .append(done.isEmpty() ? "" : " -> " + done)
                    .append('\n');
        }
        return text.toString();
    }

    private static String words(Step step) {
        String deeds = step.deeds().stream().map(Trying::words).collect(Collectors.joining(", "));
        return step.transition().subject() + " " + step.transition().to().label()
                + step.transition()
                        .heldBack()
                        .map(why -> " (held back: " + why + ")")
                        .orElse("")
                + (deeds.isEmpty() ? "" : ": " + deeds);
    }
}
