package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.hearth.helm.Rendered.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Device services beside the first: each is one of a name of its own, with what the first has. */
class InstancesTest {
    private static final Rendered HA = Chart.of("ha");
    private static final String NORTH = "home-hearth-device-service-north";
    private static final String SOUTH = "home-hearth-device-service-south";

    private static StatefulSet set(String name) {
        return HA.find(StatefulSet.class, name).orElseThrow();
    }

    @Test
    void eachIsAStatefulSetOfOneOfTheSameImageWithAVolumeOfItsOwn() {
        assertThat(set(NORTH).getSpec().getReplicas()).isEqualTo(1);
        assertThat(set(NORTH).getSpec().getVolumeClaimTemplates()).hasSize(1);
        assertThat(storage(NORTH)).isEqualTo("4Gi");
        assertThat(image(NORTH)).isEqualTo(image("home-hearth-device-service"));
        assertThat(HA.find(Service.class, NORTH).orElseThrow().getSpec().getSelector())
                .containsEntry("app.kubernetes.io/component", "device-service-north");
        assertThat(HA.find(ServiceAccount.class, NORTH)).isPresent();
        assertThat(HA.find(NetworkPolicy.class, NORTH)).isPresent();
    }

    private static String storage(String name) {
        return set(name)
                .getSpec()
                .getVolumeClaimTemplates()
                .getFirst()
                .getSpec()
                .getResources()
                .getRequests()
                .get("storage")
                .toString();
    }

    private static String image(String name) {
        return HA.workload(name).pod().getSpec().getContainers().getFirst().getImage();
    }

    @Test
    void eachHasItsNameAndIsFoundWhereItsServiceIs() {
        assertThat(HA.workload(NORTH).value("HEARTH_DEVICE_INSTANCE")).contains("north");
        assertThat(HA.workload(NORTH).value("HEARTH_DEVICE_BASE_ADDRESS")).contains("http://" + NORTH + ":59982");
        assertThat(HA.workload(NORTH).value("HEARTH_KEEPER_SERVICE_HOST")).contains(NORTH);
        assertThat(HA.workload("home-hearth-device-service").value("HEARTH_DEVICE_INSTANCE"))
                .isEmpty();
        for (String name : Set.of(NORTH, SOUTH)) {
            assertThat(HA.workload(name).environment().stream().map(one -> one.getName()))
                    .doesNotHaveDuplicates()
                    .isSubsetOf(SettingsTest.settings("device-service"));
        }
    }

    @Test
    void whatOneDoesNotSayIsAsTheFirstHasItAndFilesAreItsOwn() {
        Workload north = HA.workload(NORTH);
        assertThat(north.value("HEARTH_DEVICE_DISCOVERY_ENABLED")).contains("true");
        assertThat(north.value("HEARTH_DEVICE_MQTT_HOST")).contains("mqtt.north-hall.example.com");
        assertThat(memory(NORTH)).isEqualTo(new Quantity("512Mi"));
        assertThat(memory(SOUTH)).isEqualTo(memory("home-hearth-device-service"));
        assertThat(storage(SOUTH)).isEqualTo("1Gi");
        assertThat(HA.workload(SOUTH).value("HEARTH_DEVICE_MQTT_HOST")).isEmpty();
        assertThat(HA.find(ConfigMap.class, NORTH + "-devices").orElseThrow().getData())
                .containsOnlyKeys("pumps.yaml");
        assertThat(HA.find(ConfigMap.class, SOUTH + "-devices")).isEmpty();
        assertThat(HA.find(ConfigMap.class, "home-hearth-device-service-devices"))
                .isEmpty();
    }

    /** False, nothing and none are said, too. */
    @Test
    void whatOneSaysHoldsWhateverItIs(@TempDir Path folder) throws IOException {
        Path values = folder.resolve("values.yaml");
        Rendered chart = Chart.ofFiles(Files.writeString(values, """
                deviceService:
                  settings: { HEARTH_DEVICE_DISCOVERY_ENABLED: true, HEARTH_DEVICE_MQTT_STATUS_TOPIC: hearth/status }
                  persistence: { storageClass: fast }
                  egress: [{ ports: [{ port: 8886 }] }]
                  instances:
                    - name: north
                      settings: { HEARTH_DEVICE_DISCOVERY_ENABLED: false, HEARTH_DEVICE_MQTT_STATUS_TOPIC: "" }
                      persistence: { storageClass: "" }
                      egress: []
                """));

        Workload north = chart.workload(NORTH);
        assertThat(north.value("HEARTH_DEVICE_DISCOVERY_ENABLED")).contains("false");
        assertThat(north.value("HEARTH_DEVICE_MQTT_STATUS_TOPIC")).contains("");
        assertThat(chart.find(StatefulSet.class, NORTH)
                        .orElseThrow()
                        .getSpec()
                        .getVolumeClaimTemplates()
                        .getFirst()
                        .getSpec()
                        .getStorageClassName())
                .isNull();
        assertThat(chart.find(NetworkPolicy.class, "home-hearth-device-service")
                        .orElseThrow()
                        .toString())
                .contains("8886");
        assertThat(chart.find(NetworkPolicy.class, NORTH).orElseThrow().toString())
                .doesNotContain("8886");
    }

    private static Quantity memory(String name) {
        return HA.workload(name)
                .pod()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits()
                .get("memory");
    }

    @Test
    void filesOfTheFirstAreNotThoseOfAnother() {
        Rendered chart = Chart.with(Map.of(
                "deviceService.files.devices.home\\.yaml",
                "deviceList: []",
                "deviceService.instances[0].name",
                "north"));
        assertThat(chart.find(ConfigMap.class, "home-hearth-device-service-devices"))
                .isPresent();
        assertThat(chart.find(ConfigMap.class, NORTH + "-devices")).isEmpty();
        assertThat(chart.workload(NORTH).value("HEARTH_DEVICE_PROVISION_DEVICES_DIR"))
                .isEmpty();
    }

    @Test
    void inTheSecureVariantEachIsAUserWithTheRightsOfTheFirstOnItsOwnTopics() {
        Rendered chart = Chart.with(Map.of("secure.enabled", true, "deviceService.instances[0].name", "north"));
        String rights = chart.find(ConfigMap.class, "home-hearth-broker")
                .orElseThrow()
                .getData()
                .get("rights");
        assertThat(of("device-mqtt_north", rights))
                .isEqualTo(of("device-mqtt", rights).replace("device-mqtt", "device-mqtt_north"))
                .contains("topic write edgex/events/device/device-mqtt_north/#")
                .contains("topic readwrite home/+/#");
        Workload north = chart.workload(NORTH);
        assertThat(north.value("HEARTH_BUS_USERNAME")).contains("device-mqtt_north");
        assertThat(SettingsTest.secretBehind(north, "HEARTH_BUS_PASSWORD_FILE"))
                .isEqualTo("home-hearth-passwords/mqtt-device-mqtt_north");
        assertThat(chart.text())
                .contains("mqtt-device-mqtt_north: ")
                .contains("{ key: mqtt-device-mqtt_north, path: device-mqtt_north }");
    }

    /** What a user may, of all parts of the file. */
    static String of(String user, String rights) {
        StringBuilder found = new StringBuilder();
        boolean his = false;
        for (String line : rights.split("\n")) {
            his = line.startsWith("user ") ? line.equals("user " + user) : his && line.startsWith("topic ");
            found.append(his ? line + "\n" : "");
        }
        return found.toString();
    }
}
