package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Replicas that come by themselves, and go by themselves only where nothing stays behind. */
class AutoscalingTest {
    @Test
    void anAutoscalerHasItsWorkloadToItself() {
        Rendered chart = Chart.of("ha");
        assertThat(chart.all(HorizontalPodAutoscaler.class)).hasSize(2).allSatisfy(scaler -> {
            var target = scaler.getSpec().getScaleTargetRef();
            Rendered.Workload workload = chart.workload(target.getName());
            assertThat(workload.owner().getKind()).isEqualTo(target.getKind());
            assertThat(workload.owner().getApiVersion()).isEqualTo(target.getApiVersion());
            assertThat(workload.replicas()).as("an upgrade would set it back").isEmpty();
        });
        assertThat(chart.workload("home-hearth-core-command").replicas()).contains(2);
    }

    @Test
    void itStaysBetweenTheFewestAndTheMost() {
        var data = Chart.of("ha")
                .find(HorizontalPodAutoscaler.class, "home-hearth-core-data")
                .orElseThrow()
                .getSpec();
        assertThat(data.getMinReplicas()).isEqualTo(3);
        assertThat(data.getMaxReplicas()).isEqualTo(8);
        assertThat(data.getMetrics().getFirst().getResource().getTarget().getAverageUtilization())
                .isEqualTo(70);
    }

    /** A broker keeps messages for each pod of a StatefulSet that there ever was. */
    @Test
    void onlyWhatLeavesNoSessionBehindIsTakenAwayByItself() {
        assertThat(scaleDown("home-hearth-core-data")).contains("Disabled");
        assertThat(scaleDown("home-hearth-rules-engine")).isEmpty();
    }

    @Test
    void whoMayGetOthersBesideItIsSetAndGuardedAsIfTheyWereThere() {
        Rendered chart = Chart.with(Map.of("coreCommand.autoscaling.enabled", true));
        assertThat(chart.workload("home-hearth-core-command").value("HEARTH_COMMAND_ORDER_ACROSS_REPLICAS"))
                .contains("true");
        assertThat(chart.find(PodDisruptionBudget.class, "home-hearth-core-command"))
                .isPresent();
    }

    private static Optional<String> scaleDown(String name) {
        return Optional.ofNullable(Chart.of("ha")
                .find(HorizontalPodAutoscaler.class, name)
                .orElseThrow()
                .getSpec()
                .getBehavior()
                .getScaleDown()
                .getSelectPolicy());
    }
}
