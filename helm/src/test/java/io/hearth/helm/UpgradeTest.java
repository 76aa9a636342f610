package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.hearth.helm.Rendered.Workload;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upgrade makes of what the cluster has already: Kubernetes' own rules of what may be changed, and Helm's of what is left out. */
class UpgradeTest {
    private static final Map<String, Object> SCALED =
            Map.of("coreData.replicas", 2, "coreData.autoscaling.enabled", true, "coreData.autoscaling.maxReplicas", 8);

    @BeforeEach
    void nothingIsThere() {
        Chart.CLUSTER.clear();
    }

    @AfterEach
    void nothingStaysThere() {
        Chart.CLUSTER.clear();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            redis.persistence.size=16Gi | redis.persistence.size is '16Gi', but the StatefulSet home-hearth-redis is there and has '8Gi'
            broker.persistence.size=512Mi | broker.persistence.size is '512Mi', but the StatefulSet home-hearth-broker is there and has '2Gi'
            broker.persistence.storageClass=fast | broker.persistence.storageClass is 'fast', but the StatefulSet home-hearth-broker is there and has ''
            deviceService.persistence.size=2Gi | deviceService.persistence.size is '2Gi', but the StatefulSet home-hearth-device-service is there and has '1Gi'
            deviceService.instances[0].name=north;deviceService.instances[0].persistence.size=2Gi | deviceService.north.persistence.size is '2Gi', but the StatefulSet home-hearth-device-service-north is there and has '1Gi'
            """)
    void aVolumeOfAnotherSizeIsRefusedBeforeAnythingIsChanged(String values, String sentence) {
        installed(Chart.with(Map.of("deviceService.instances[0].name", "north")));
        assertThatThrownBy(() -> Chart.with(RefusalsTest.values(values))).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"8Gi, 8192Mi", "1536Mi, 1.5Gi", "500M, 0.5G", "1181116006400m, 1.1Gi", "1Pi, 1024Ti"})
    void theSameSizeWrittenOtherwiseIsTheSame(String there, String said) {
        Chart.CLUSTER.put(redisOf(there));
        assertThatCode(() -> Chart.with(Map.of("redis.persistence.size", said))).doesNotThrowAnyException();
    }

    @Test
    void anAutoscalerThatComesToRunningReplicasTakesNoneOfThemAway() {
        Chart.CLUSTER.put(coreData(3));
        assertThat(upgraded().replicas()).contains(3);
        Chart.CLUSTER.put(coreData(1));
        assertThat(upgraded().replicas()).as("the fewest").contains(2);
    }

    @Test
    void whatItHasAddedSinceStaysAtTheNextUpgrade() {
        Chart.CLUSTER.put(coreData(3));
        Chart.CLUSTER.put(withReplicas((StatefulSet) upgraded().owner(), 5));
        Chart.CLUSTER.put(scaler());
        assertThat(upgraded().replicas()).contains(5);
    }

    @Test
    void whereItWasFromTheStartTheReplicasAreItsOwnAndARollbackTouchesNone() {
        Chart.CLUSTER.put(coreData(5));
        Chart.CLUSTER.put(scaler());
        assertThat(upgraded().replicas()).isEmpty();
        assertThat(upgraded().owner().getMetadata().getAnnotations()).isEmpty();
    }

    /** No autoscaler touches what has 0. */
    @Test
    void whatWasStoppedIsStartedAgain() {
        Chart.CLUSTER.put(coreData(0));
        Chart.CLUSTER.put(scaler());
        assertThat(upgraded().replicas()).contains(2);
    }

    private static void installed(Rendered chart) {
        chart.all(StatefulSet.class).forEach(Chart.CLUSTER::put);
    }

    private static Workload upgraded() {
        return Chart.with(SCALED).workload("home-hearth-core-data");
    }

    private static StatefulSet coreData(int replicas) {
        return withReplicas(
                Chart.of("small")
                        .find(StatefulSet.class, "home-hearth-core-data")
                        .orElseThrow(),
                replicas);
    }

    private static StatefulSet withReplicas(StatefulSet set, int replicas) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static HorizontalPodAutoscaler scaler() {
        return Chart.of("ha")
                .find(HorizontalPodAutoscaler.class, "home-hearth-core-data")
                .orElseThrow();
    }

    private static StatefulSet redisOf(String size) {
        String text = Chart.of("users").text();
        assertThat(text).contains("storage: 8Gi");
        return new Rendered(text.replace("storage: 8Gi", "storage: " + size))
                .find(StatefulSet.class, "home-hearth-redis")
                .orElseThrow();
    }
}
