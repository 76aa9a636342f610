package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import io.hearth.device.intake.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of docs/mapping.md: a profile with its devices, then what is published and what becomes of it, a line for each
 * event ({@code device: resource=value at time {tag=value}}) and for each dead letter ({@code reason: beginning of the detail}).
 */
class MappingDocTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n(name: .*?)```\n```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DEVICES = Pattern.compile("(?m)^# devices: (.*)$");
    private static final Pattern DEVICE = Pattern.compile("(?m)^# device ([^ :]+): (.*)$");
    private static final Pattern TEXT =
            Pattern.compile("mosquitto_pub .*-t (\\S+) -m (?:'(.*)'|\"(.*)\"|(\\S+))(?: -r)?");
    private static final Pattern OCTETS =
            Pattern.compile("echo ([0-9a-f]+) \\| xxd -r -p \\| mosquitto_pub -t (\\S+) -s");
    private static final Pattern LINES = Pattern.compile("printf '(.*)' \\| mosquitto_pub -t (\\S+) -s");

    /** The last dead letter is read again, with one more device, of the profile of those that are there. */
    private static final Pattern REPLAY = Pattern.compile(
            "curl -X POST 'localhost:59880/api/v3/deadletter/all/replay\\?reason=unknown-device' +# (\\S+) was added");

    record Example(String profile, String commands) {
        @Override
        public String toString() {
            return profile.lines().findFirst().orElseThrow();
        }
    }

    static Stream<Example> examples() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/mapping.md")));
        return example.results().map(found -> new Example(found.group(1), found.group(2)));
    }

    @Test
    void there_is_an_example_for_every_format() throws IOException {
        String all = examples().map(Example::profile).toList().toString();

        assertThat(all).contains("format: cbor", "format: csv", "format: bytes", "format: text", "jsonata:", "each:");
        assertThat(examples()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_is_as_it_is_written(Example example) {
        Incoming incoming = Incoming.of(devices(example.profile()), example.profile());

        assertThat(incoming.index().devices())
                .allSatisfy(device -> assertThat(device.problems()).isEmpty());
        List<String> expected = new ArrayList<>();
        List<String> told = List.of();
        for (String line : example.commands().lines().toList()) {
            if (line.startsWith("$ ")) {
                compare(told, expected);
                told = told(incoming, line.substring(2));
                expected = new ArrayList<>();
            } else {
                expected.add(line);
            }
        }
        compare(told, expected);
    }

    /** Only the beginning of what a dead letter says is in the page. */
    private static void compare(List<String> told, List<String> expected) {
        assertThat(told).hasSameSizeAs(expected);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).startsWith(expected.get(i));
            assertThat(told.get(i).substring(expected.get(i).length())).doesNotContain("=");
        }
    }

    private static List<String> told(Incoming incoming, String command) {
        if (command.equals("curl -s localhost:59982/api/v3/unknown/all")) {
            return List.copyOf(incoming.strangers());
        }
        Matcher replay = REPLAY.matcher(command);
        Outcome.Used used =
                replay.matches() ? (Outcome.Used) incoming.againWith(replay.group(1)) : published(incoming, command);
        List<String> told = new ArrayList<>(
                used.events().stream().map(MappingDocTest::words).toList());
        used.letters().stream().map(MappingDocTest::words).forEach(told::add);
        return told;
    }

    private static Outcome.Used published(Incoming incoming, String command) {
        Matcher text = TEXT.matcher(command);
        if (text.matches()) {
            String payload = Stream.of(text.group(2), text.group(3), text.group(4))
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            return incoming.used(text.group(1), payload);
        }
        Matcher octets = OCTETS.matcher(command);
        if (octets.matches()) {
            return incoming.used(octets.group(2), HexFormat.of().parseHex(octets.group(1)));
        }
        Matcher lines = LINES.matcher(command);
        assertThat(lines.matches()).as(command).isTrue();
        return incoming.used(lines.group(2), lines.group(1).replace("\\n", "\n"));
    }

    private static String words(Event event) {
        String at = event.origin() == Incoming.ARRIVAL ? "" : " at " + Instant.ofEpochSecond(0, event.origin());
        String tags = event.tags().isEmpty() ? "" : " " + new TreeMap<>(event.tags());
        return event.deviceName() + ": " + String.join(", ", Incoming.words(event)) + at + tags;
    }

    private static String words(DeadLetter letter) {
        return letter.reason() + ": " + letter.detail();
    }

    private static List<Device> devices(String profile) {
        String name = profile.lines().findFirst().orElseThrow().substring("name: ".length());
        List<Device> devices = new ArrayList<>();
        Matcher named = DEVICES.matcher(profile);
        while (named.find()) {
            for (String device : named.group(1).split(", ")) {
                devices.add(Samples.device(device, name));
            }
        }
        Matcher own = DEVICE.matcher(profile);
        while (own.find()) {
            devices.add(Samples.device(own.group(1), name, settings(own.group(2))));
        }
        return devices;
    }

    private static Map<String, Object> settings(String yaml) {
        try {
            return Yaml.mapper()
                    .readValue(yaml.getBytes(StandardCharsets.UTF_8), new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
