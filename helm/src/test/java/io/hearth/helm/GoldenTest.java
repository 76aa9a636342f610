package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of each values file, for a reviewer to read: {@code -Dgolden.write=true} writes it anew. */
class GoldenTest {
    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theChartMakesWhatWasReviewed(String name) throws IOException {
        Path golden = Path.of("src/test/golden", name + ".yaml");
        String made = Chart.of(name).text();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, made);
        }
        assertThat(golden).content().isEqualTo(made);
    }
}
