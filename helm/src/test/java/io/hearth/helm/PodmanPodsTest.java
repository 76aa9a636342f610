package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.hearth.helm.PodmanPods.Played;
import io.hearth.helm.PodmanPods.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code helm/podman/play}, {@code play-secure} and {@code play-updates} run is what the chart makes; it is written to {@code target/podman}. */
class PodmanPodsTest {
    private static final Path FOLDER = Path.of("target", "podman");

    private static Rendered chart;
    private static List<Played> pods;
    private static Rendered secureChart;
    private static List<Played> securePods;
    private static Rendered updatesChart;
    private static List<Played> updatesPods;

    @BeforeAll
    static void write() throws IOException {
        chart = Chart.ofFiles(Chart.valuesOf("small"), Path.of("podman", "values.yaml"));
        pods = new PodmanPods(chart).all();
        write(FOLDER.resolve("users"), chart, pods);
        secureChart = Chart.ofFiles(Chart.valuesOf("small"), Path.of("podman", "secure.yaml"));
        securePods = new PodmanPods(secureChart).all();
        write(FOLDER.resolve("secure"), secureChart, securePods);
        updatesChart = Chart.ofFiles(Chart.valuesOf("small"), Path.of("podman", "updates.yaml"));
        updatesPods = new PodmanPods(updatesChart).all();
        write(FOLDER.resolve("updates"), updatesChart, updatesPods);
    }

    /** A file for each pod, what there is in two lists, and each value of the Secrets that the chart makes in a file. */
    private static void write(Path folder, Rendered chart, List<Played> pods) throws IOException {
        for (Secret secret : chart.all(Secret.class)) {
            Path values = Files.createDirectories(
                    folder.resolve("secrets").resolve(secret.getMetadata().getName()));
            for (Map.Entry<String, String> value : secret.getData().entrySet()) {
                Files.write(values.resolve(value.getKey()), Base64.getDecoder().decode(value.getValue()));
            }
        }
        Files.createDirectories(folder);
        for (Played pod : pods) {
            Files.writeString(folder.resolve(pod.name() + ".yaml"), pod.yaml());
        }
        lines(folder.resolve("secrets.tsv"), pods.stream().flatMap(pod -> pod.files().stream()
                .map(SecretFile::line)));
        lines(folder.resolve("pods.tsv"), pods.stream().map(Played::line));
    }

    private static void lines(Path file, Stream<String> lines) throws IOException {
        Files.writeString(file, lines.collect(Collectors.joining("\n", "", "\n")));
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
                        "59880/q/health/ready",
                        "StatefulSet"));
    }

    /** As {@code play-updates} stands in for the controllers. */
    @Test
    void anUpdateStartsARulesEngineBeforeItTakesOneAwayAndReplacesTheOthersInPlace() {
        assertThat(updatesPods)
                .filteredOn(played -> played.controller().equals("Deployment"))
                .extracting(Played::service)
                .containsOnly("home-hearth-rules-engine");
        assertThat(updatesChart.workload("home-hearth-rules-engine").owner())
                .isInstanceOfSatisfying(Deployment.class, deployment -> {
                    var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
                    assertThat(rolling.getMaxSurge().getIntVal()).isEqualTo(1);
                    assertThat(rolling.getMaxUnavailable().getIntVal()).isZero();
                });
        assertThat(updatesPods)
                .filteredOn(played -> played.controller().equals("StatefulSet"))
                .hasSize(updatesPods.size() - 3);
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

    @Test
    void whatAPodSeesOfSecretsIsItsOwn() {
        Played data = securePods.stream()
                .filter(one -> one.name().equals("home-hearth-core-data-0"))
                .findFirst()
                .orElseThrow();
        assertThat(data.files())
                .containsExactlyInAnyOrder(
                        new SecretFile(
                                "home-hearth-core-data-0-broker-ca", "home-hearth-broker-tls", "ca.crt", "ca.crt"),
                        new SecretFile("home-hearth-core-data-0-redis-ca", "home-hearth-redis-tls", "ca.crt", "ca.crt"),
                        new SecretFile(
                                "home-hearth-core-data-0-broker-login",
                                "home-hearth-passwords",
                                "mqtt-core-data",
                                "password"),
                        new SecretFile(
                                "home-hearth-core-data-0-redis-login",
                                "home-hearth-passwords",
                                "redis-core-data",
                                "password"));
        assertThat(data.pod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactlyInAnyOrderElementsOf(
                        data.files().stream().map(SecretFile::volume).toList());
    }
}
