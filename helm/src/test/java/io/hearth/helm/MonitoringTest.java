package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void theAlertsAreThoseOfTheContainers() throws IOException {
        assertThat(Chart.text("hearth/files/alerts.yml")).isEqualTo(Chart.text("../docker/monitoring/alerts.yml"));
        PrometheusRule rule =
                Chart.of("ha").find(PrometheusRule.class, "home-hearth").orElseThrow();

        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
        assertThat(rule.getSpec().getGroups()).hasSize(1);
        assertThat(alerts(new ObjectMapper().valueToTree(rule.getSpec())))
                .isEqualTo(alertsOf("../docker/monitoring/alerts.yml", "hearth/files/service-down.yml"));
        assertThat(Chart.of("small").all(PrometheusRule.class)).isEmpty();
    }

    /** The other pods of a service go on without those that an update or an autoscaler takes away. */
    @Test
    void onlyAServiceThatIsDownIsToldByItsPods() throws IOException {
        assertThat(alertsOf("hearth/files/service-down.yml")).containsOnlyKeys("HearthServiceDown");
        assertThat(alertsOf("../docker/monitoring/alerts.yml"))
                .hasSizeGreaterThan(5)
                .containsKey("HearthServiceDown");
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
                        tuple("instance", null, List.of("__meta_kubernetes_pod_name")),
                        tuple("release", null, List.of("__meta_kubernetes_pod_label_app_kubernetes_io_instance")));
    }

    /** Those of these files by name; a later file's alert takes the place of an earlier one's. */
    private static Map<String, JsonNode> alertsOf(String... files) throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (String file : files) {
            alerts.putAll(alerts(new YAMLMapper().readTree(Chart.text(file))));
        }
        return alerts;
    }

    private static Map<String, JsonNode> alerts(JsonNode groups) {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (JsonNode alert : groups.at("/groups/0/rules")) {
            alerts.put(alert.path("alert").asText(), alert);
        }
        return alerts;
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
