package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.hearth.helm.Rendered.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pod of every example, whatever else changes. */
class PoliciesTest {
    static List<String> cases() {
        return Chart.cases();
    }

    static Stream<Arguments> pods() {
        return Chart.cases().stream().flatMap(name -> Chart.of(name).pods().stream()
                .map(one -> Arguments.of(name + ": " + one.name(), one)));
    }

    /** Those that stay; what helm test starts ends by itself. */
    static Stream<Arguments> workloads() {
        return Chart.cases().stream().flatMap(name -> Chart.of(name).workloads().stream()
                .map(one -> Arguments.of(name + ": " + one.name(), one)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void itPassesPodSecurityRestricted(String name, Workload workload) {
        PodSpec pod = workload.pod().getSpec();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes()).allMatch(PoliciesTest::isAllowed);
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd())
                    .isEmpty();
            assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
        });
    }

    private static boolean isAllowed(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getProjected() != null
                || volume.getEmptyDir() != null;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void nobodyElseInItReadsItsSecrets(String name, Workload workload) {
        List<Integer> modes = workload.pod().getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null || volume.getProjected() != null)
                .map(volume -> volume.getSecret() == null
                        ? volume.getProjected().getDefaultMode()
                        : volume.getSecret().getDefaultMode())
                .toList();
        assertThat(modes).allSatisfy(mode -> assertThat(mode).isEqualTo(0440));
    }

    /** All processes of a machine read each other's arguments, and Kubernetes tells a probe's to whoever may see the pod. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void noPasswordIsInItsArgumentsOrInItsEnvironment(String name, Workload workload) {
        assertThat(String.join(" ", workload.container().getCommand())).doesNotContainIgnoringCase("pass");
        assertThat(workload.environment())
                .extracting(EnvVar::getName)
                .noneMatch(variable -> variable.matches("HEARTH_.*PASSWORD|QUARKUS_.*PASSWORD|REDISCLI_AUTH"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void itHasNoTokenForTheClustersApi(String name, Workload workload) {
        assertThat(workload.pod().getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(workload.pod().getSpec().getServiceAccountName()).isEqualTo(workload.name());
    }

    /** Kubernetes would set HOME_HEARTH_CORE_DATA_PORT, and for a release named hearth HEARTH_CORE_DATA_PORT, a setting. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void servicesOfTheNamespaceDoNotBecomeSettings(String name, Workload workload) {
        assertThat(workload.pod().getSpec().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void itsMemoryIsLimitedAndItsShareAskedFor(String name, Workload workload) {
        assertThat(workload.container().getResources().getLimits()).containsKey("memory");
        assertThat(workload.container().getResources().getRequests()).containsKeys("cpu", "memory");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workloads")
    void itIsProbed(String name, Workload workload) {
        Container container = workload.container();
        assertThat(container.getStartupProbe()).isNotNull();
        assertThat(container.getLivenessProbe()).isNotNull();
        assertThat(container.getReadinessProbe()).isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void itsImageIsPinned(String name, Workload workload) {
        assertThat(workload.container().getImage())
                .matches(".+(:[0-9]+\\.[0-9]+\\.[0-9]+[-A-Za-z0-9.]*|@sha256:[0-9a-f]{64})");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void whatItMountsIsThere(String name, Workload workload) {
        List<String> volumes = Stream.concat(
                        workload.pod().getSpec().getVolumes().stream().map(Volume::getName),
                        workload.claims().stream()
                                .map(claim -> claim.getMetadata().getName()))
                .toList();
        assertThat(workload.container().getVolumeMounts().stream().map(VolumeMount::getName))
                .containsExactlyInAnyOrderElementsOf(volumes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void itSelectsItsOwnPods(String name, Workload workload) {
        assertThat(workload.pod().getMetadata().getLabels())
                .containsAllEntriesOf(workload.selector().getMatchLabels());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyServiceLeadsToThePortsOfOneWorkload(String name) {
        Rendered chart = Chart.of(name);
        assertThat(chart.all(Service.class)).isNotEmpty().allSatisfy(service -> {
            List<Workload> behind = chart.workloads().stream()
                    .filter(one -> one.selector()
                            .getMatchLabels()
                            .equals(service.getSpec().getSelector()))
                    .toList();
            assertThat(behind).hasSize(1);
            assertThat(behind.getFirst().container().getPorts().stream().map(ContainerPort::getName))
                    .containsAll(service.getSpec().getPorts().stream()
                            .map(port -> port.getTargetPort().getStrVal())
                            .toList());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyWorkloadHasAnAccountOfItsOwn(String name) {
        Rendered chart = Chart.of(name);
        assertThat(chart.all(ServiceAccount.class).stream()
                        .map(one -> one.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(
                        chart.pods().stream().map(Workload::name).toList());
        assertThat(chart.all(ServiceAccount.class)).noneMatch(ServiceAccount::getAutomountServiceAccountToken);
    }

    @Test
    void aBudgetGuardsThoseThatHaveOthersBesideThem() {
        assertThat(Chart.of("small").all(PodDisruptionBudget.class)).isEmpty();
        assertThat(Chart.of("ha").all(PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "home-hearth-core-metadata",
                        "home-hearth-core-data",
                        "home-hearth-core-command",
                        "home-hearth-rules-engine");
    }

    /** Who goes gives its devices back to those who are there: so one more must be there before one goes. */
    @Test
    void aRulesEngineGoesWhenItsSuccessorIsReady() {
        var strategy = Chart.of("small")
                .find(Deployment.class, "home-hearth-rules-engine")
                .orElseThrow()
                .getSpec()
                .getStrategy()
                .getRollingUpdate();
        assertThat(strategy.getMaxUnavailable().getIntVal()).isZero();
        assertThat(strategy.getMaxSurge().getIntVal()).isEqualTo(1);
    }

    @Test
    void whatMustOutliveItsPodIsOnAVolume() {
        assertThat(Chart.of("small").workloads().stream()
                        .filter(one -> !one.claims().isEmpty())
                        .map(Workload::name))
                .containsExactlyInAnyOrder("home-hearth-device-service", "home-hearth-broker", "home-hearth-redis");
    }

    @Test
    void replicasAreSpreadOverNodesAndZones() {
        for (String service : Arrays.asList("core-data", "core-metadata", "core-command", "rules-engine")) {
            Workload workload = Chart.of("ha").workload("home-hearth-" + service);
            assertThat(workload.replicas().orElse(2)).isGreaterThan(1);
            assertThat(workload.pod().getSpec().getTopologySpreadConstraints())
                    .extracting(constraint -> constraint.getTopologyKey())
                    .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        }
    }
}
