package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The NetworkPolicies allow the paths of the architecture and no other. */
class NetworkPolicyTest {
    private static final String COMPONENT = "app.kubernetes.io/component";

    static List<String> cases() {
        return Chart.cases();
    }

    @Test
    void thePathsBetweenPodsAreThoseOfTheArchitecture() {
        assertThat(waysIn(Chart.of("small")))
                .containsExactlyInAnyOrder(
                        "core-data -> core-metadata:59881",
                        "core-command -> core-metadata:59881",
                        "device-service -> core-metadata:59881",
                        "rules-engine -> core-metadata:59881",
                        "core-metadata -> core-metadata:59890",
                        "core-data -> core-metadata:59890",
                        "core-command -> core-metadata:59890",
                        "device-service -> core-metadata:59890",
                        "rules-engine -> core-metadata:59890",
                        "core-metadata -> core-metadata:59881",
                        "core-metadata -> core-data:59880",
                        "core-metadata -> core-command:59882",
                        "core-metadata -> device-service:59982",
                        "core-metadata -> rules-engine:59720",
                        "rules-engine -> core-data:59880",
                        "rules-engine -> rules-engine:59720",
                        "test -> core-metadata:59881",
                        "test -> rules-engine:59720",
                        "test -> broker:1883",
                        "core-metadata -> broker:1883",
                        "core-data -> broker:1883",
                        "core-command -> broker:1883",
                        "device-service -> broker:1883",
                        "rules-engine -> broker:1883",
                        "core-metadata -> redis:6379",
                        "core-data -> redis:6379",
                        "core-command -> redis:6379",
                        "rules-engine -> redis:6379");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyWayOutHasItsWayIn(String name) {
        assertThat(waysOut(Chart.of(name))).isEqualTo(waysIn(Chart.of(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyPodHasAPolicyForBothDirections(String name) {
        Rendered chart = Chart.of(name);
        assertThat(chart.pods()).allSatisfy(workload -> assertThat(
                        chart.find(NetworkPolicy.class, workload.name()).orElseThrow())
                .satisfies(policy -> {
                    assertThat(policy.getSpec().getPodSelector()).isEqualTo(workload.selector());
                    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
                }));
        assertThat(chart.all(NetworkPolicy.class)).hasSameSizeAs(chart.pods());
    }

    @Test
    void withoutHelmTestThereIsNoWayInForIt() {
        assertThat(waysIn(Chart.with(Map.of("test.enabled", false)))).noneMatch(way -> way.startsWith("test "));
    }

    @Test
    void noRuleLetsInEverybody() {
        for (String name : cases()) {
            assertThat(Chart.of(name).all(NetworkPolicy.class))
                    .flatMap(policy -> policy.getSpec().getIngress())
                    .allSatisfy(rule -> {
                        assertThat(rule.getFrom()).isNotEmpty();
                        assertThat(rule.getPorts()).isNotEmpty();
                    });
        }
    }

    @Test
    void devicesReachTheBrokerWhereTheyAreNamed() {
        NetworkPolicy broker = Chart.of("secure")
                .find(NetworkPolicy.class, "home-hearth-broker")
                .orElseThrow();
        var devices = broker.getSpec().getIngress().getLast();
        assertThat(devices.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(8883);
        assertThat(devices.getFrom().getFirst().getPodSelector().getMatchLabels())
                .isEqualTo(Map.of("home-hearth-device", "true"));
        assertThat(devices.getFrom().getLast().getIpBlock().getCidr()).isEqualTo("192.168.10.0/24");
    }

    @Test
    void theSecureBrokerAnswersServicesAndDevicesAtPortsOfTheirOwn() {
        assertThat(waysIn(Chart.of("secure")))
                .filteredOn(way -> way.contains("-> broker:"))
                .containsExactlyInAnyOrder(
                        "test -> broker:8883",
                        "core-metadata -> broker:8884",
                        "core-data -> broker:8884",
                        "core-command -> broker:8884",
                        "device-service -> broker:8884",
                        "rules-engine -> broker:8884");
    }

    @Test
    void anExternalRedisIsReachedAtItsAddressOnly() {
        NetworkPolicy data = Chart.of("external")
                .find(NetworkPolicy.class, "home-hearth-core-data")
                .orElseThrow();
        assertThat(data.getSpec().getEgress()).anySatisfy(rule -> {
            assertThat(rule.getTo())
                    .extracting(
                            to -> to.getIpBlock() == null ? "" : to.getIpBlock().getCidr())
                    .containsExactly("203.0.113.20/32");
            assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactly(6380);
        });
    }

    private static Set<String> waysIn(Rendered chart) {
        Set<String> ways = new TreeSet<>();
        for (NetworkPolicy policy : chart.all(NetworkPolicy.class)) {
            policy.getSpec()
                    .getIngress()
                    .forEach(rule -> add(ways, rule.getFrom(), of(policy), rule.getPorts(), false));
        }
        return ways;
    }

    private static Set<String> waysOut(Rendered chart) {
        Set<String> ways = new TreeSet<>();
        for (NetworkPolicy policy : chart.all(NetworkPolicy.class)) {
            policy.getSpec().getEgress().forEach(rule -> add(ways, rule.getTo(), of(policy), rule.getPorts(), true));
        }
        return ways;
    }

    private static String of(NetworkPolicy policy) {
        return policy.getSpec().getPodSelector().getMatchLabels().get(COMPONENT);
    }

    private static void add(
            Set<String> ways, List<NetworkPolicyPeer> peers, String own, List<NetworkPolicyPort> ports, boolean out) {
        for (NetworkPolicyPeer peer : peers) {
            String other = peer.getPodSelector() == null
                    ? null
                    : peer.getPodSelector().getMatchLabels().get(COMPONENT);
            for (NetworkPolicyPort port : ports) {
                if (other != null) {
                    ways.add((out ? own + " -> " + other : other + " -> " + own) + ":"
                            + port.getPort().getIntVal());
                }
            }
        }
    }
}
