package io.hearth.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus and Grafana read, for want of Grafana to read it: the files fit each other, and compose.yaml. */
@SuppressWarnings("unchecked")
class MonitoringTest {
    private static final Path FOLDER = Path.of("monitoring");
    private static final int COLUMNS = 24;

    private final Map<String, Map<String, Object>> services =
            (Map<String, Map<String, Object>>) read(Path.of("compose.yaml")).get("services");
    private final Map<String, Object> dashboard = read(FOLDER.resolve("dashboards/hearth.json"));

    @Test
    void prometheus_reads_every_service_and_the_alerts_that_are_mounted() {
        Map<String, Object> settings = read(FOLDER.resolve("prometheus.yml"));
        String targets = settings.get("scrape_configs").toString();
        services.forEach((name, service) -> {
            if (service.getOrDefault("networks", "").toString().contains("metrics.")) {
                assertThat(targets).contains("metrics." + name + "]");
            }
        });

        assertThat(settings.get("rule_files")).isEqualTo(List.of("alerts.yml"));
        assertThat((List<String>) services.get("prometheus").get("volumes"))
                .contains("./monitoring/alerts.yml:/etc/prometheus/alerts.yml:ro");
    }

    @Test
    void an_alert_says_what_is_wrong_what_it_means_and_how_bad_it_is() {
        List<Map<String, Object>> groups =
                (List<Map<String, Object>>) read(FOLDER.resolve("alerts.yml")).get("groups");
        List<Map<String, Object>> alerts =
                (List<Map<String, Object>>) groups.getFirst().get("rules");
        assertThat(alerts).hasSizeGreaterThan(5).allSatisfy(alert -> {
            assertThat((Map<String, String>) alert.get("labels")).containsOnlyKeys("severity");
            assertThat((Map<String, String>) alert.get("annotations")).containsOnlyKeys("summary", "description");
        });
    }

    @Test
    void grafana_finds_prometheus_where_it_is_and_every_panel_asks_it() {
        List<Map<String, Object>> sources = (List<Map<String, Object>>)
                read(FOLDER.resolve("grafana/datasources/prometheus.yaml")).get("datasources");
        Map<String, Object> source = sources.getFirst();

        assertThat(source).containsEntry("url", "http://prometheus:9090").containsEntry("type", "prometheus");
        assertThat(services.get("prometheus").get("ports").toString()).endsWith(":9090]");
        for (Map<String, Object> panel : panels()) {
            List<Map<String, Object>> targets = (List<Map<String, Object>>) panel.get("targets");
            assertThat(targets).as(panel.get("title").toString()).isNotEmpty().allSatisfy(target -> assertThat(
                            target.get("datasource"))
                    .isEqualTo(Map.of("type", "prometheus", "uid", source.get("uid"))));
        }
    }

    @Test
    void grafana_finds_the_dashboard_where_it_is_mounted() {
        List<Map<String, Object>> providers = (List<Map<String, Object>>)
                read(FOLDER.resolve("grafana/dashboards/hearth.yaml")).get("providers");
        Map<String, Object> options = (Map<String, Object>) providers.getFirst().get("options");
        Map<String, Object> grafana = services.get("grafana");

        assertThat((List<String>) grafana.get("volumes"))
                .contains(
                        "./monitoring/grafana:/etc/grafana/provisioning:ro",
                        "./monitoring/dashboards:" + options.get("path") + ":ro");
        assertThat((Map<String, String>) grafana.get("environment"))
                .containsEntry("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", options.get("path") + "/hearth.json");
    }

    @Test
    void a_panel_has_an_id_of_its_own_and_a_place_that_no_other_has() {
        Set<Object> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (Map<String, Object> panel : allPanels()) {
            assertThat(ids.add(panel.get("id"))).as("id %s", panel.get("id")).isTrue();
            Map<String, Integer> at = (Map<String, Integer>) panel.get("gridPos");
            assertThat(at.get("x") + at.get("w")).isLessThanOrEqualTo(COLUMNS);
            for (int x = at.get("x"); x < at.get("x") + at.get("w"); x++) {
                for (int y = at.get("y"); y < at.get("y") + at.get("h"); y++) {
                    assertThat(taken.add(List.of(x, y)))
                            .as("%s at %d, %d", panel.get("title"), x, y)
                            .isTrue();
                }
            }
        }
    }

    private List<Map<String, Object>> allPanels() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> panel : (List<Map<String, Object>>) dashboard.get("panels")) {
            all.add(panel);
            all.addAll((List<Map<String, Object>>) panel.getOrDefault("panels", List.of()));
        }
        return all;
    }

    /** Those that show something: a row only has a title. */
    private List<Map<String, Object>> panels() {
        return allPanels().stream()
                .filter(panel -> !"row".equals(panel.get("type")))
                .toList();
    }

    private static Map<String, Object> read(Path file) {
        try {
            return new Yaml(new LoaderOptions()).load(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
