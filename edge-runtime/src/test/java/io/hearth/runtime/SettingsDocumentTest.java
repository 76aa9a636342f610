package io.hearth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.RedisLoginConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells of each setting of the bus and of Redis, and of none that there is not. */
class SettingsDocumentTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void each_setting_of_the_bus_is_on_the_page_and_no_other() throws IOException {
        assertThat(told("hearth.bus")).isEqualTo(settings("hearth.bus", BusConfig.class));
    }

    @Test
    void each_setting_of_redis_is_on_the_page_and_no_other() throws IOException {
        assertThat(told("hearth.redis"))
                .isEqualTo(settings("hearth.redis", RedisBatch.RedisLimits.class, RedisLoginConfig.class));
    }

    private static Set<String> settings(String prefix, Class<?>... mappings) {
        Set<String> settings = new TreeSet<>();
        Stream.of(mappings).forEach(mapping -> collect(prefix, mapping, settings));
        return settings;
    }

    private static void collect(String prefix, Class<?> mapping, Set<String> into) {
        Stream.of(mapping.getMethods()).forEach(method -> {
            String name =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            boolean group = method.getReturnType().getName().startsWith("io.hearth");
            if (group) {
                collect(name, method.getReturnType(), into);
            } else {
                into.add(name);
            }
        });
    }

    /** A name that begins with a dot goes on from the one before. */
    private static Set<String> told(String prefix) throws IOException {
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `" + prefix + ".")) {
                String last = "";
                Matcher names = CODE.matcher(line.split("\\|")[1]);
                while (names.find()) {
                    String name = names.group(1);
                    last = name.startsWith(".") ? last.substring(0, last.lastIndexOf('.')) + name : name;
                    told.add(last);
                }
            }
        }
        return told;
    }
}
