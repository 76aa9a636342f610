package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways in from outside lead to the services by their prefixes, and to nothing else. */
class RoutesTest {
    @Test
    void anIngressLeadsEachPrefixToItsService() {
        Ingress ingress = Chart.of("secure").all(Ingress.class).getFirst();
        assertThat(ingress.getSpec().getRules()).hasSize(1);
        var rule = ingress.getSpec().getRules().getFirst();
        assertThat(rule.getHost()).isEqualTo("hearth.example.com");
        assertThat(rule.getHttp().getPaths())
                .extracting(path -> path.getPathType() + " " + path.getPath() + " -> "
                        + path.getBackend().getService().getName() + ":"
                        + path.getBackend().getService().getPort().getName())
                .containsExactly(
                        "Prefix /core-data -> home-hearth-core-data:http",
                        "Prefix /core-command -> home-hearth-core-command:http");
        assertThat(ingress.getSpec().getTls().getFirst().getHosts()).containsExactly("hearth.example.com");
        assertThat(ingress.getSpec().getTls().getFirst().getSecretName()).isEqualTo("hearth-example-com");
    }

    @Test
    void aRouteOfTheGatewayLeadsEachPrefixToItsService() {
        HTTPRoute route = Chart.of("ha").all(HTTPRoute.class).getFirst();
        assertThat(route.getSpec().getParentRefs().getFirst().getName()).isEqualTo("public");
        assertThat(route.getSpec().getHostnames()).containsExactly("hearth.example.com");
        assertThat(route.getSpec().getRules())
                .extracting(rule -> rule.getMatches().getFirst().getPath().getType() + " "
                        + rule.getMatches().getFirst().getPath().getValue() + " -> "
                        + rule.getBackendRefs().getFirst().getName() + ":"
                        + rule.getBackendRefs().getFirst().getPort())
                .containsExactly(
                        "PathPrefix /core-data -> home-hearth-core-data:59880",
                        "PathPrefix /core-metadata -> home-hearth-core-metadata:59881",
                        "PathPrefix /core-command -> home-hearth-core-command:59882",
                        "PathPrefix /device-mqtt -> home-hearth-device-service:59982",
                        "PathPrefix /device-mqtt_north -> home-hearth-device-service-north:59982",
                        "PathPrefix /device-mqtt_south -> home-hearth-device-service-south:59982",
                        "PathPrefix /rules-engine -> home-hearth-rules-engine:59720");
    }

    @Test
    void settingsAreReachedFromOutsideOnlyWhenCoreKeeperIsNamed() {
        Rendered chart = Chart.with(Map.of(
                "ingress.enabled", true,
                "ingress.host", "h.example.com",
                "ingress.authentication", "controller",
                "ingress.services[0]", "core-keeper",
                "networkPolicy.enabled", false));
        var path = chart.all(Ingress.class)
                .getFirst()
                .getSpec()
                .getRules()
                .getFirst()
                .getHttp()
                .getPaths();
        assertThat(path).hasSize(1);
        assertThat(path.getFirst().getBackend().getService().getName()).isEqualTo("home-hearth-core-metadata");
        assertThat(path.getFirst().getBackend().getService().getPort().getName())
                .isEqualTo("keeper");
        assertThat(Chart.of("ha").text()).doesNotContain("value: /core-keeper");
    }

    @Test
    void whatTheyLeadToIsThere() {
        Rendered chart = Chart.of("ha");
        for (var rule : chart.all(HTTPRoute.class).getFirst().getSpec().getRules()) {
            var backend = rule.getBackendRefs().getFirst();
            assertThat(chart.find(Service.class, backend.getName())
                            .orElseThrow()
                            .getSpec()
                            .getPorts())
                    .anyMatch(port -> port.getPort().equals(backend.getPort()));
        }
    }

    @Test
    void aCommandIsReachedWhereTheIngressLeads() {
        String url = "HEARTH_COMMAND_PUBLIC_URL";
        String service = "home-hearth-core-command";
        assertThat(Chart.of("secure").workload(service).value(url)).contains("https://hearth.example.com/core-command");
        assertThat(Chart.of("ha").workload(service).value(url)).contains("https://hearth.example.com/core-command");
        assertThat(Chart.of("small").workload(service).value(url)).contains("http://home-hearth-core-command:59882");
    }

    @Test
    void nothingIsReachedFromOutsideUnlessToldTo() {
        Rendered chart = Chart.with(Map.of());
        assertThat(chart.all(Ingress.class)).isEmpty();
        assertThat(chart.all(HTTPRoute.class)).isEmpty();
        assertThat(chart.all(Service.class))
                .extracting(service -> service.getSpec().getType())
                .doesNotContain("NodePort", "LoadBalancer");
    }
}
