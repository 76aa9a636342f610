package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.hearth.helm.Rendered.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's secure variant is that of the containers: docker/secure. */
class SecureTest {
    private static final Rendered CHART = Chart.of("secure");

    /** What {@code docker/secure/keys} makes at the first start. */
    @TempDir
    private static Path keys;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        makeKeys(keys);
    }

    private static void makeKeys(Path keys) throws IOException, InterruptedException {
        ProcessBuilder making = new ProcessBuilder("../docker/secure/keys");
        making.environment().put("KEYS", keys.toString());
        File said = keys.resolve("said").toFile();
        making.redirectErrorStream(true).redirectOutput(said);
        assertThat(making.start().waitFor())
                .as(() -> Chart.text(said.getPath()))
                .isZero();
    }

    @Test
    void atTheBrokerEachMayDoWhatHeMayInTheContainers() {
        assertThat(directives(configuration("home-hearth-broker", "rights")))
                .isEqualTo(
                        directives(Chart.text(keys.resolve("mosquitto/rights").toString())));
    }

    /** In the containers one is there when it has a volume for its keys. */
    @Test
    void aFurtherDeviceServiceMayDoWhatItMayInTheContainers(@TempDir Path keys) throws Exception {
        Files.createDirectory(keys.resolve("device-service-north"));
        makeKeys(keys);
        Rendered chart = Chart.with(Map.of("secure.enabled", true, "deviceService.instances[0].name", "north"));
        String inTheChart = chart.find(ConfigMap.class, "home-hearth-broker")
                .orElseThrow()
                .getData()
                .get("rights");

        assertThat(InstancesTest.of(
                        "device-mqtt_north",
                        Chart.text(keys.resolve("mosquitto/rights").toString())))
                .isNotEmpty()
                .isEqualTo(InstancesTest.of("device-mqtt_north", inTheChart));
        assertThat(Chart.text(keys.resolve("mosquitto/passwords").toString())).contains("\ndevice-mqtt_north:");
        assertThat(Chart.text(keys.resolve("redis/users").toString())).contains("\nuser device-mqtt_north ");
        assertThat(keys.resolve("device-service-north")).isDirectoryContaining("glob:**/mqtt-password");
    }

    @Test
    void whoCanBeToldToPublishMetricsMay() {
        String rights = configuration("home-hearth-broker", "rights");
        Map<String, String> users = new TreeMap<>();
        for (String service : List.of("core-metadata", "core-data", "core-command", "device-service", "rules-engine")) {
            if (SettingsTest.settings(service).stream().anyMatch(name -> name.endsWith("_TELEMETRY_INTERVAL"))) {
                users.put(
                        service,
                        CHART.workload("home-hearth-" + service)
                                .value("HEARTH_BUS_USERNAME")
                                .orElseThrow());
            }
        }
        assertThat(users).containsValues("core-data", "device-mqtt").allSatisfy((service, user) -> assertThat(
                        InstancesTest.of(user, rights))
                .contains("topic write edgex/telemetry/" + user + "/#\n"));
    }

    @Test
    void atRedisEachMayDoWhatHeMayInTheContainers() {
        // device-service keeps nothing in Redis, and has no way there in the chart.
        List<String> ofContainers = directives(
                        Chart.text(keys.resolve("redis/users").toString()))
                .stream()
                .map(line -> line.replaceAll(" #[0-9a-f]{64} ", " #PASSWORD "))
                .filter(line -> !line.startsWith("user device-mqtt "))
                .toList();
        assertThat(directives(configuration("home-hearth-redis", "users")))
                .containsExactlyInAnyOrderElementsOf(ofContainers);
    }

    @Test
    void theBrokerIsSetAsInTheContainers() {
        Map<String, String> places = Map.of(
                "/secure/passwords", "/tmp/passwords",
                "/secure/rights", "/mosquitto/config/rights",
                "/secure/server.crt", "/secrets/tls/tls.crt",
                "/secure/server.key", "/secrets/tls/tls.key",
                "/secure/devices.crt", "/secrets/devices/ca.crt");
        List<String> ofContainers = directives(
                        Chart.text(keys.resolve("mosquitto/mosquitto.conf").toString()))
                .stream()
                .map(line -> places.entrySet().stream()
                        .reduce(
                                line,
                                (text, place) -> text.replace(place.getKey(), place.getValue()),
                                (one, other) -> other))
                .toList();
        assertThat(directives(configuration("home-hearth-broker", "mosquitto.conf")))
                .containsExactlyInAnyOrderElementsOf(ofContainers);
        assertThat(Chart.text("hearth/files/secure/log-refusals")).isEqualTo(Chart.text("../docker/secure/mosquitto"));
    }

    @Test
    void topicsOfDevicesAndRulesCanBeSetAndNamesRefused() {
        Rendered chart = Chart.with(Map.of(
                "secure.enabled", true,
                "secure.deviceTopics[0]", "plant/%u/#",
                "secure.ruleTopics[0]", "alarms",
                "secure.refusedDevices[0]", "boiler"));
        String rights = chart.find(ConfigMap.class, "home-hearth-broker")
                .orElseThrow()
                .getData()
                .get("rights");
        assertThat(rights)
                .contains("user rules-engine\ntopic write alarms\n")
                .contains("user device-mqtt\ntopic readwrite plant/+/#\n")
                .contains("pattern readwrite plant/%u/#\n")
                .contains("user boiler\ntopic deny #")
                .doesNotContain("home/");
    }

    @Test
    void aServiceSeesItsOwnPasswordsOnly() {
        Map.of(
                        "core-metadata", "core-metadata",
                        "core-data", "core-data",
                        "core-command", "core-command",
                        "device-service", "device-mqtt",
                        "rules-engine", "rules-engine")
                .forEach((service, user) -> {
                    Workload workload = CHART.workload("home-hearth-" + service);
                    assertThat(workload.value("HEARTH_BUS_USERNAME")).contains(user);
                    assertThat(SettingsTest.secretBehind(workload, "HEARTH_BUS_PASSWORD_FILE"))
                            .isEqualTo("home-hearth-passwords/mqtt-" + user);
                    assertThat(SettingsTest.secretBehind(workload, "HEARTH_BUS_TLS_CA_FILE"))
                            .isEqualTo("home-hearth-broker-tls/ca.crt");
                    assertThat(keysSeen(workload)).allMatch(key -> key.equals("ca.crt") || key.endsWith("-" + user));
                });
    }

    @Test
    void redisIsSpokenToWithTlsAsAUser() {
        Workload rules = CHART.workload("home-hearth-rules-engine");
        assertThat(rules.value("QUARKUS_REDIS_HOSTS")).contains("rediss://home-hearth-redis:6379");
        assertThat(rules.value("HEARTH_REDIS_USERNAME")).contains("rules-engine");
        assertThat(SettingsTest.secretBehind(rules, "HEARTH_REDIS_PASSWORD_FILE"))
                .isEqualTo("home-hearth-passwords/redis-rules-engine");
        assertThat(SettingsTest.secretBehind(rules, "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS"))
                .isEqualTo("home-hearth-redis-tls/ca.crt");
    }

    static String configuration(String name, String file) {
        return CHART.find(ConfigMap.class, name).orElseThrow().getData().get(file);
    }

    static List<String> keysSeen(Workload workload) {
        return new PodmanPods(CHART)
                .all().stream()
                        .filter(pod -> pod.name().startsWith(workload.name()))
                        .flatMap(pod -> pod.files().stream().map(PodmanPods.SecretFile::key))
                        .toList();
    }

    private static List<String> directives(String file) {
        return SettingsTest.directives(file);
    }
}
