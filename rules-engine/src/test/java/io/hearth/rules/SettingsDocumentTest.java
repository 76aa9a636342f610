package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells of each setting of the service, with its default, and of none that there is not. */
class SettingsDocumentTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String PREFIX = "hearth.rules";
    private static final String NONE = "none";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Each setting with its default. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        collect(PREFIX, RulesConfig.class, settings);
        return settings;
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, String> into) {
        Stream.of(mapping.getMethods()).filter(method -> !method.isDefault()).forEach(method -> {
            String name = prefix + "." + kebab(method.getName());
            if (method.getReturnType().isInterface() && !List.class.equals(method.getReturnType())) {
                collect(name, method.getReturnType(), into);
            } else {
                into.put(name, standard(method));
            }
        });
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String standard(Method setting) {
        return Optional.ofNullable(setting.getAnnotation(WithDefault.class))
                .map(WithDefault::value)
                .map(value -> value.startsWith("${") ? value.replaceAll("[${:}]", "") : value)
                .orElse(NONE);
    }

    /** Each setting of the page with what it says of the default. A name that begins with a dot goes on from the one before. */
    private static Map<String, String> told() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| `" + PREFIX)) {
                String[] defaults = cells[2].trim().replace("`", "").split(", ");
                String last = "";
                Matcher names = CODE.matcher(cells[1]);
                for (int i = 0; names.find(); i++) {
                    String name = names.group(1);
                    last = name.startsWith(".") ? last.substring(0, last.lastIndexOf('.')) + name : name;
                    told.put(last, defaults[Math.min(i, defaults.length - 1)]);
                }
            }
        }
        return told;
    }

    @Test
    void each_setting_is_on_the_page_and_no_other() throws IOException {
        assertThat(told().keySet())
                .containsExactlyInAnyOrderElementsOf(settings().keySet());
    }

    @Test
    void each_default_is_as_the_page_says() throws IOException {
        assertThat(told()).containsAllEntriesOf(settings());
    }
}
