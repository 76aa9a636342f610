package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Prometheus Operator finds the services' metrics. */
class MonitoringTest {
    private static final ServiceMonitor MONITOR =
            Chart.of("ha").find(ServiceMonitor.class, "home-hearth").orElseThrow();

    @Test
    void theMetricsOfEveryServiceAreAskedFor() {
        assertThat(MONITOR.getSpec().getEndpoints()).hasSize(1);
        assertThat(MONITOR.getSpec().getEndpoints().getFirst().getPath()).isEqualTo("/q/metrics");
        assertThat(selected(Chart.of("small")))
                .containsExactlyInAnyOrder(
                        "home-hearth-core-metadata",
                        "home-hearth-core-data",
                        "home-hearth-core-command",
                        "home-hearth-device-service",
                        "home-hearth-rules-engine");
    }

    @Test
    void theOperatorLooksForItByALabel() {
        assertThat(MONITOR.getMetadata().getLabels()).containsEntry("release", "prometheus");
    }

    @Test
    void theDashboardIsTheOneOfTheContainers() {
        ConfigMap dashboard =
                Chart.of("ha").find(ConfigMap.class, "home-hearth-dashboard").orElseThrow();
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard.getData())
                .containsOnly(entry("hearth.json", Chart.text("../docker/monitoring/dashboards/hearth.json")));
        assertThat(Chart.of("small").find(ConfigMap.class, "home-hearth-dashboard"))
                .isEmpty();
    }

    @Test
    void theDashboardFindsWhatIsMeasured() {
        var endpoint = MONITOR.getSpec().getEndpoints().getFirst();
        assertThat(Chart.text("hearth/files/dashboard.json"))
                .contains("job=\\\"hearth\\\"", "{{instance}}", "by (service)");
        assertThat(endpoint.getHonorLabels()).isTrue();
        assertThat(endpoint.getRelabelings())
                .extracting(one -> one.getTargetLabel(), one -> one.getReplacement(), one -> one.getSourceLabels())
                .containsExactly(
                        tuple("job", "hearth", List.of()),
                        tuple("instance", null, List.of("__meta_kubernetes_pod_name")));
    }

    /** The Services with the labels that it looks for and the port that it names. */
    private static List<String> selected(Rendered chart) {
        var selector = MONITOR.getSpec().getSelector();
        assertThat(selector.getMatchExpressions())
                .allMatch(one -> one.getOperator().equals("In"));
        return chart.all(Service.class).stream()
                .filter(service -> {
                    Map<String, String> labels = service.getMetadata().getLabels();
                    return labels.entrySet()
                                    .containsAll(selector.getMatchLabels().entrySet())
                            && selector.getMatchExpressions().stream()
                                    .allMatch(one -> one.getValues().contains(labels.get(one.getKey())))
                            && service.getSpec().getPorts().stream().anyMatch(port -> port.getName()
                                    .equals(MONITOR.getSpec()
                                            .getEndpoints()
                                            .getFirst()
                                            .getPort()));
                })
                .map(service -> service.getMetadata().getName())
                .toList();
    }
}
