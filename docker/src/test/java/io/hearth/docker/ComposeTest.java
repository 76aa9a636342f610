package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What compose.yaml promises, with each of the files beside it laid over it too: every variable in .env.example, and no container
 * with more rights or room than it needs.
 */
class ComposeTest {
    private static final Path COMPOSE = Path.of("compose.yaml");
    private static final String OVERLAYS = "compose.*.yaml";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");
    private static final Pattern PASSED_ON = Pattern.compile("(?m)^ +([A-Z_]+):$");
    private static final Pattern KNOB = Pattern.compile("(?m)^#?([A-Z][A-Z_]+)=(.*)$");

    /** Compose's own: what it reads from .env and no file names. */
    private static final Map<String, String> OF_COMPOSE = Map.of(
            "COMPOSE_PROJECT_NAME", "hearth",
            "COMPOSE_PROFILES", "services",
            "COMPOSE_FILE", "compose.yaml:compose.secure.yaml");

    private static final List<String> TO_GIVE_FILES = List.of("CHOWN", "DAC_OVERRIDE", "FOWNER");

    /** Those whose work it is to give files to others, and who end when it is done. */
    private static final Map<String, List<String>> MORE_RIGHTS =
            Map.of("keys", TO_GIVE_FILES, "smart-home-keys", TO_GIVE_FILES);

    @Test
    void every_variable_is_in_the_example_with_the_default_it_has() throws IOException {
        Map<String, String> used = new TreeMap<>();
        StringBuilder text = new StringBuilder(Files.readString(COMPOSE));
        for (Path overlay : overlays()) {
            text.append(Files.readString(overlay));
        }
        for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
            String before = used.put(found.group(1), found.group(2));
            assertThat(before).as(found.group(1)).isIn(null, found.group(2));
        }
        PASSED_ON.matcher(text).results().forEach(name -> used.put(name.group(1), ""));

        Map<String, String> told = new TreeMap<>();
        for (Matcher found = KNOB.matcher(Files.readString(Path.of(".env.example"))); found.find(); ) {
            told.put(found.group(1), found.group(2));
        }

        assertThat(told).containsAllEntriesOf(OF_COMPOSE);
        told.keySet().removeAll(OF_COMPOSE.keySet());
        assertThat(told).isEqualTo(used);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_container_has_no_right_that_it_does_not_need(String name) throws IOException {
        Map<String, Object> service = service(name);

        assertThat(service).containsEntry("read_only", true).doesNotContainKey("privileged");
        assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(MORE_RIGHTS.getOrDefault(name, List.of())).isEqualTo(service.getOrDefault("cap_add", List.of()));
        assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_container_has_a_bound_of_memory_and_of_its_log_and_comes_back(String name) throws IOException {
        Map<String, Object> service = service(name);

        assertThat(service).containsKeys("mem_limit", "restart");
        if (!service.get("restart").equals("no")) {
            assertThat(service).containsKey("stop_grace_period");
        }
        assertThat(service.get("logging").toString()).contains("max-size").contains("max-file");
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_port_is_published_where_it_was_said_and_an_image_has_a_tag(String name) throws IOException {
        Map<String, Object> service = service(name);

        if (service.get("ports") instanceof List<?> ports) {
            assertThat(ports).allSatisfy(port -> assertThat(port.toString())
                    .matches("\\$\\{(HEARTH|MQTTS)_BIND:-127[.]0[.]0[.]1}:.*"));
        }
        assertThat(service.get("image").toString()).containsPattern(":[^/]+}?$");
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_image_of_ours_is_built_and_asked_for_at_no_registry(String name) throws IOException {
        Map<String, Object> service = service(name);
        boolean isOurs = service.get("image").toString().startsWith("hearth/");

        assertThat(service.containsKey("build")).isEqualTo(isOurs);
        assertThat(service.get("pull_policy")).isEqualTo(isOurs ? "never" : null);
    }

    @Test
    void every_profile_is_told_of_at_the_top_of_the_file() throws IOException {
        String head = Files.readString(COMPOSE).split("\nx-common")[0];
        Set<String> profiles = new TreeSet<>();
        for (String name : names().toList()) {
            profiles.addAll(((List<?>) service(name).getOrDefault("profiles", List.of()))
                    .stream().map(Object::toString).collect(Collectors.toSet()));
        }

        assertThat(profiles).isNotEmpty().allSatisfy(profile -> assertThat(head).contains("#   " + profile + " "));
    }

    static Stream<String> names() throws IOException {
        return services().keySet().stream();
    }

    private static Map<String, Object> service(String name) throws IOException {
        return services().get(name);
    }

    private static List<Path> overlays() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("."), OVERLAYS)) {
            found.forEach(all::add);
        }
        all.sort(null);
        return all;
    }

    /** As compose lays one file over another: mappings into each other, lists behind each other (but commands, at which no test looks), the rest instead. */
    private static Object laidOver(Object below, Object above) {
        if (below instanceof Map<?, ?> from && above instanceof Map<?, ?> more) {
            Map<Object, Object> both = new LinkedHashMap<>(from);
            // A volume of which nothing is said is a name without a value.
            more.forEach((key, value) -> both.put(key, laidOver(both.get(key), value)));
            return both;
        }
        if (below instanceof List<?> from && above instanceof List<?> more && !from.equals(more)) {
            List<Object> both = new ArrayList<>(from);
            both.addAll(more);
            return both;
        }
        return above;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Object all = new Yaml(new LoaderOptions()).load(Files.readString(COMPOSE));
        for (Path overlay : overlays()) {
            all = laidOver(all, new Yaml(new LoaderOptions()).load(Files.readString(overlay)));
        }
        return (Map<String, Map<String, Object>>) ((Map<String, Object>) all).get("services");
    }
}
