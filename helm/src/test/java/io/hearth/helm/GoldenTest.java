package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart makes of each values file, for a reviewer to read: {@code -Dgolden.write=true} writes it anew. What is made by
 * chance, the passwords and certificates in Secrets, is said to be there.
 */
class GoldenTest {
    private static final Pattern MADE_BY_CHANCE = Pattern.compile("(?m)^(  [a-z.-]+): [A-Za-z0-9+/]{20,}={0,2}$");

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theChartMakesWhatWasReviewed(String name) throws IOException {
        Path golden = Path.of("src/test/golden", name + ".yaml");
        String made = MADE_BY_CHANCE.matcher(Chart.of(name).text()).replaceAll("$1: (made)");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, made);
        }
        assertThat(golden).content().isEqualTo(made);
    }
}
