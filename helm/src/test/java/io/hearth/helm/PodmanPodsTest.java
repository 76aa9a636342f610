package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.hearth.helm.PodmanPods.Played;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code helm/podman/play} runs is what the chart makes; it is written to {@code target/podman}. */
class PodmanPodsTest {
    private static final Path FOLDER = Path.of("target", "podman");

    private static Rendered chart;
    private static List<Played> pods;

    @BeforeAll
    static void write() throws IOException {
        chart = Chart.ofFiles(Chart.valuesOf("small"), Path.of("podman", "values.yaml"));
        pods = new PodmanPods(chart).all();
        Files.createDirectories(FOLDER);
        for (Played pod : pods) {
            Files.writeString(FOLDER.resolve(pod.name() + ".yaml"), pod.yaml());
        }
        Files.writeString(
                FOLDER.resolve("pods.tsv"),
                pods.stream().map(Played::line).collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void everyReplicaOfEveryWorkloadIsPlayed() {
        assertThat(pods)
                .extracting(Played::name)
                .containsExactlyInAnyOrder(
                        "home-hearth-broker-0",
                        "home-hearth-redis-0",
                        "home-hearth-core-metadata-0",
                        "home-hearth-core-metadata-1",
                        "home-hearth-core-data-0",
                        "home-hearth-core-data-1",
                        "home-hearth-core-command-0",
                        "home-hearth-core-command-1",
                        "home-hearth-device-service-0",
                        "home-hearth-rules-engine-0",
                        "home-hearth-rules-engine-1",
                        "home-hearth-test");
    }

    @Test
    void aPodIsAsTheChartHasItButForProbes() {
        Played played = pods.stream()
                .filter(one -> one.name().equals("home-hearth-core-data-1"))
                .findFirst()
                .orElseThrow();
        var own = played.pod().getSpec().getContainers().getFirst();
        var charts = chart.workload("home-hearth-core-data").container();
        assertThat(own.getEnv()).isEqualTo(charts.getEnv());
        assertThat(own.getSecurityContext()).isEqualTo(charts.getSecurityContext());
        assertThat(own.getResources()).isEqualTo(charts.getResources());
        assertThat(own.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .isEqualTo(charts.getVolumeMounts().stream()
                        .map(VolumeMount::getMountPath)
                        .toList());
        assertThat(played.line())
                .isEqualTo(String.join(
                        "\t",
                        "home-hearth-core-data-1",
                        charts.getImage(),
                        "home-hearth-core-data",
                        "59880/q/health/ready"));
    }

    @Test
    void whatAPodMountsComesWithIt() {
        assertThat(pods).allSatisfy(played -> {
            List<String> there = played.manifests().stream()
                    .map(one -> one.getMetadata().getName())
                    .toList();
            assertThat(played.pod().getSpec().getVolumes()).allSatisfy(volume -> {
                if (volume.getConfigMap() != null) {
                    assertThat(there).contains(volume.getConfigMap().getName());
                }
            });
        });
        assertThat(pods.stream().flatMap(one -> one.manifests().stream()).filter(ConfigMap.class::isInstance))
                .isNotEmpty();
    }
}
