package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The label of their revisions has 11 characters more, and a label 63 at most. */
    @Test
    void statefulSetsHaveNamesThatKubernetesMakesPodsOf() {
        Rendered chart = Chart.with(Map.of("fullnameOverride", "x".repeat(60)));
        assertThat(chart.all(StatefulSet.class))
                .hasSizeGreaterThan(5)
                .allSatisfy(set -> assertThat(set.getMetadata().getName()).hasSizeLessThanOrEqualTo(52));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a field that is none       | apiVersion: v1, kind: Service, spec: {portz: []}                                        | portz
            a value of another type    | apiVersion: v1, kind: Service, spec: {ports: [{port: many}]}                            | Integer
            a required one left out    | apiVersion: apps/v1, kind: Deployment, spec: {selector: {}}                             | template
            a kind that is none        | apiVersion: v1, kind: Servise                                                           | Servise
            an unknown field of a kind that is added to a cluster | apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoint: []} | endpoint
            """)
    void aFaultIsSeen(String fault, String manifest, String named) {
        assertThatThrownBy(() -> new Rendered("{" + manifest + ", metadata: {name: a}}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(named);
    }
}
