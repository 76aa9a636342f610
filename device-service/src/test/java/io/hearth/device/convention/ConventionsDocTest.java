package io.hearth.device.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.Incoming;
import io.hearth.device.convention.homeassistant.Announced;
import io.hearth.device.convention.homie.HomieAnnounced;
import io.hearth.device.convention.sparkplug.SparkplugAnnounced;
import io.hearth.device.intake.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of docs/conventions.md: what is published, and behind each line what the announcing device's profile has then,
 * or the events that came of it.
 */
class ConventionsDocTest {
    private static final Pattern EXAMPLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("mosquitto_pub (?:-r )?-t (?:'([^']*)'|(\\S+)) -m (?:'(.*)'|(\\S+))");

    private static final Pattern OCTETS = Pattern.compile("echo (\\S+) \\| base64 -d \\| mosquitto_pub -t (\\S+) -s");

    private final SparkplugAnnounced sparkplug = new SparkplugAnnounced();
    private final HomieAnnounced homie = new HomieAnnounced();

    static Stream<String> examples() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/conventions.md")));
        return example.results().map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_is_as_it_is_written(String example) {
        Announced announced = new Announced();
        List<String> expected = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (String line : example.lines().toList()) {
            if (line.startsWith("$ ")) {
                compare(told, expected);
                told = published(announced, line.substring(2));
                expected.clear();
            } else {
                expected.add(line);
            }
        }
        compare(told, expected);
    }

    /** Only the beginning of what is wrong is in the page. */
    private static void compare(List<String> told, List<String> expected) {
        assertThat(told).hasSameSizeAs(expected);
        for (int i = 0; i < told.size(); i++) {
            if (expected.get(i).startsWith("not-understood")) {
                assertThat(told.get(i)).startsWith(expected.get(i));
            } else {
                assertThat(told.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    private List<String> published(Announced announced, String command) {
        Matcher octets = OCTETS.matcher(command);
        if (octets.matches()) {
            return said(sparkplug.take(octets.group(2), Base64.getDecoder().decode(octets.group(1))));
        }
        Matcher parts = COMMAND.matcher(command);
        assertThat(parts.matches()).as(command).isTrue();
        String topic = parts.group(1) == null ? parts.group(2) : parts.group(1);
        String payload =
                parts.group(3) == null ? parts.group(4) : parts.group(3).replace("'\"'\"'", "'");
        List<String> told = new ArrayList<>();
        if (HomieAnnounced.isAttribute(topic)) {
            homie.take(topic, payload).ifPresent(all -> {
                announced.has(all.device(), all.resources());
                told.add(words(all.device(), all.resources()));
            });
        } else if (Announced.isConfig(topic)) {
            Announced.Told what = announced.take(topic, payload);
            if (!what.wrong().isEmpty()) {
                told.add("not-understood: " + String.join("; ", what.wrong()));
            }
            told.add(words(what.device(), announced.of(what.device())));
        } else {
            Outcome.Used used = announced.incoming().used(topic, payload);
            assertThat(used.letters()).isEmpty();
            used.events().stream().map(ConventionsDocTest::words).forEach(told::add);
        }
        return told;
    }

    private static List<String> said(SparkplugAnnounced.Told told) {
        assertThat(told.letters()).isEmpty();
        List<String> said = new ArrayList<>();
        told.born().ifPresent(resources -> said.add(words(told.device(), resources)));
        said.addAll(told.events());
        return said;
    }

    private static String words(String device, List<DeviceResource> resources) {
        return "[" + device + "] "
                + resources.stream().map(ConventionsDocTest::words).sorted().collect(Collectors.joining(", "));
    }

    private static String words(DeviceResource resource) {
        String units = resource.properties().units();
        return resource.name() + " " + resource.properties().valueType() + " "
                + resource.properties().readWrite() + (units.isEmpty() ? "" : " " + units);
    }

    private static String words(Event event) {
        return event.deviceName() + ": " + String.join(", ", Incoming.words(event));
    }
}
