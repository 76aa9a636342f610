package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code helm test} runs: the smart home, played at the broker until its loop has closed. */
class HelmTestTest {
    private static final Pattern ADDRESS = Pattern.compile("(home-hearth-[a-z-]+):([0-9]+)");

    @Test
    void itRunsOnlyWhenItIsAskedFor() {
        assertThat(test(Chart.of("small")).getMetadata().getAnnotations()).containsEntry("helm.sh/hook", "test");
        assertThat(Chart.with(Map.of("test.enabled", false)).all(Pod.class)).isEmpty();
    }

    /** NetworkPolicies let a new pod in some time after it began, and who installs may not have waited. */
    @Test
    void itTriesAgainForFiveMinutesWhenNobodyAnswersYet() {
        assertThat(test(Chart.of("small")).getSpec().getRestartPolicy()).isEqualTo("OnFailure");
        assertThat(test(Chart.of("small")).getSpec().getActiveDeadlineSeconds()).isEqualTo(300);
    }

    @Test
    void whomItAsksIsThere() {
        Rendered chart = Chart.of("small");
        var arguments = test(chart).getSpec().getContainers().getFirst().getArgs();
        assertThat(arguments).contains("--once");
        assertThat(arguments.stream().filter(one -> ADDRESS.matcher(one).find()))
                .hasSize(3)
                .allSatisfy(argument -> {
                    Matcher address = ADDRESS.matcher(argument);
                    assertThat(address.find()).isTrue();
                    assertThat(chart.find(Service.class, address.group(1))
                                    .orElseThrow()
                                    .getSpec()
                                    .getPorts())
                            .anyMatch(port -> port.getPort().toString().equals(address.group(2)));
                });
    }

    @Test
    void itLogsInWhereTheBrokerAsks() {
        assertThat(test(Chart.of("users")).getSpec().getContainers().getFirst().getEnv())
                .extracting(
                        EnvVar::getName,
                        one -> one.getValueFrom().getSecretKeyRef().getName())
                .containsExactly(tuple("MQTT_USERNAME", "hearth-broker"), tuple("MQTT_PASSWORD", "hearth-broker"));
    }

    @Test
    void itsDevicesShowCertificatesWhereTheBrokerAsks() {
        Pod test = test(Chart.of("secure"));
        assertThat(test.getSpec().getContainers().getFirst().getArgs())
                .contains("--mqtt=home-hearth-broker:8883", "--certificates=/secrets/devices");
        assertThat(test.getSpec().getContainers().getFirst().getEnv()).isEmpty();
        assertThat(test.getSpec().getVolumes().getLast().getProjected().getSources())
                .extracting(source -> source.getSecret().getName())
                .containsExactly("home-hearth-test", "home-hearth-broker-tls");
    }

    private static Pod test(Rendered chart) {
        return chart.find(Pod.class, "home-hearth-test").orElseThrow();
    }
}
