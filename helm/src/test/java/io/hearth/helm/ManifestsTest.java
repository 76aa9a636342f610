package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
    static List<String> cases() {
        return Chart.cases();
    }

    @Test
    void helmFindsNothingToSay() {
        assertThat(Chart.lint().getMessages()).noneMatch(line -> line.contains("ERROR") || line.contains("WARNING"));
        assertThat(Chart.lint().isFailed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyManifestIsOneThatKubernetesKnows(String name) {
        assertThat(Chart.of(name).objects()).hasSizeGreaterThan(15);
    }
}
