package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.hearth.command.CommandConfig;
import io.hearth.coredata.DataConfig;
import io.hearth.device.DeviceConfig;
import io.hearth.helm.Rendered.Workload;
import io.hearth.metadata.MetadataConfig;
import io.hearth.metadata.keeper.KeeperConfig;
import io.hearth.rules.RulesConfig;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.door.DoorsConfig;
import io.hearth.runtime.keeper.KeeperSettings;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.RedisLoginConfig;
import io.hearth.runtime.rest.Paging;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart speaks to the services by their own settings. */
class SettingsTest {
    private static final List<Class<?>> OF_ALL = List.of(
            BusConfig.class,
            DoorsConfig.class,
            KeeperSettings.class,
            RedisBatch.RedisLimits.class,
            RedisLoginConfig.class,
            Paging.Limits.class,
            RedisConfig.class);

    private static final Map<String, List<Class<?>>> OF_EACH = Map.of(
            "core-metadata", List.of(MetadataConfig.class, KeeperConfig.class),
            "core-data", List.of(DataConfig.class),
            "core-command", List.of(CommandConfig.class),
            "device-service", List.of(DeviceConfig.class),
            "rules-engine", List.of(RulesConfig.class));

    static Stream<Arguments> services() {
        return Chart.cases().stream().flatMap(name -> OF_EACH.keySet().stream().map(key -> Arguments.of(name, key)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatTheChartSetsIsASettingOfTheService(String name, String service) {
        Workload workload = Chart.of(name).workload("home-hearth-" + service);
        assertThat(workload.environment().stream().map(EnvVar::getName))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .isSubsetOf(settings(service));
    }

    @Test
    void whatIsNoSettingIsSeen() {
        assertThat(settings("core-data"))
                .contains("HEARTH_BUS_HOST", "HEARTH_DATA_METADATA_URL", "QUARKUS_REDIS_HOSTS")
                .doesNotContain(
                        "HEARTH_DATA_METADATA_HOST",
                        "HEARTH_COMMAND_METADATA_URL",
                        "HEARTH_BUS_TLS_CA",
                        "QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_CERT");
    }

    @Test
    void whoMayHaveReplicasIsNamedAfterItsPod() {
        for (String service : OF_EACH.keySet()) {
            boolean named = Chart.of("ha").workload("home-hearth-" + service).environment().stream()
                    .anyMatch(one -> one.getName().equals("HEARTH_BUS_INSTANCE")
                            && one.getValueFrom().getFieldRef().getFieldPath().equals("metadata.name"));
            assertThat(named).as(service).isEqualTo(!service.equals("device-service"));
        }
    }

    @Test
    void severalCoreCommandsTakeTurnsAtADeviceUnlessToldNotTo() {
        String setting = "HEARTH_COMMAND_ORDER_ACROSS_REPLICAS";
        String service = "home-hearth-core-command";
        assertThat(Chart.of("ha").workload(service).value(setting)).contains("true");
        assertThat(Chart.of("small").workload(service).value(setting)).isEmpty();
        Rendered toldNotTo = Chart.with(Map.of("coreCommand.replicas", 2, "coreCommand.settings." + setting, false));
        assertThat(toldNotTo.workload(service).environment().stream()
                        .filter(one -> one.getName().equals(setting))
                        .map(EnvVar::getValue))
                .containsExactly("false");
    }

    @Test
    void servicesFindEachOtherByTheNamesOfTheirServices() {
        Rendered chart = Chart.of("small");
        assertThat(chart.workload("home-hearth-rules-engine").value("HEARTH_RULES_BACKTEST_DATA_URL"))
                .contains("http://home-hearth-core-data:59880");
        assertThat(chart.workload("home-hearth-device-service").value("HEARTH_DEVICE_BASE_ADDRESS"))
                .contains("http://home-hearth-device-service:59982");
        assertThat(chart.workload("home-hearth-core-data").value("HEARTH_KEEPER_URL"))
                .contains("http://home-hearth-core-metadata:59890");
        assertThat(chart.workload("home-hearth-core-data").value("QUARKUS_REDIS_HOSTS"))
                .contains("redis://home-hearth-redis:6379");
        assertThat(chart.workload("home-hearth-core-data").value("HEARTH_BUS_HOST"))
                .contains("home-hearth-broker");
    }

    @Test
    void filesOfProfilesDevicesAndRulesLieWhereTheServicesLook() {
        Rendered chart = Chart.of("small");
        Map.of(
                        "HEARTH_DEVICE_PROVISION_PROFILES_DIR", "profiles",
                        "HEARTH_DEVICE_PROVISION_DEVICES_DIR", "devices",
                        "HEARTH_RULES_BOOK_DIR", "rules")
                .forEach((setting, folder) -> {
                    Workload reader = chart.workload(
                            "home-hearth-" + (folder.equals("rules") ? "rules-engine" : "device-service"));
                    assertThat(reader.value(setting)).contains("/files/" + folder);
                    assertThat(reader.mountedAt("/files/" + folder)).contains(reader.name() + "-" + folder);
                    chart.find(ConfigMap.class, reader.name() + "-" + folder)
                            .orElseThrow()
                            .getData()
                            .forEach((file, text) -> assertThat(text)
                                    .isEqualToNormalizingNewlines(
                                            Chart.text("../examples/smart-home/" + folder + "/" + file)));
                });
    }

    @Test
    void aChangedFileStartsItsServiceAnew() {
        var one = Map.<String, Object>of("rulesEngine.files.rules.a\\.json", "{}");
        var other = Map.<String, Object>of("rulesEngine.files.rules.a\\.json", "[]");
        String service = "home-hearth-rules-engine";
        assertThat(Chart.with(one).workload(service).pod().getMetadata().getAnnotations())
                .isNotEqualTo(
                        Chart.with(other).workload(service).pod().getMetadata().getAnnotations());
    }

    @Test
    void anExternalRedisIsSpokenToWithTls() {
        Workload data = Chart.of("external").workload("home-hearth-core-data");
        assertThat(data.value("QUARKUS_REDIS_HOSTS")).contains("rediss://redis.example.com:6380");
        assertThat(secretBehind(data, "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS"))
                .isEqualTo("plant-redis-ca/ca.crt");
        assertThat(secretBehind(data, "QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_CERTS"))
                .isEqualTo("hearth-redis-certificate/tls.crt");
        assertThat(secretBehind(data, "QUARKUS_REDIS_TLS_KEY_CERTIFICATE_PEM_KEYS"))
                .isEqualTo("hearth-redis-certificate/tls.key");
    }

    @Test
    void whoKeepsNothingInRedisKnowsNothingOfIt() {
        Workload devices = Chart.of("external").workload("home-hearth-device-service");
        assertThat(devices.environment())
                .extracting(EnvVar::getName)
                .noneMatch(one -> one.contains("REDIS_H") || one.contains("PASSWORD") && one.contains("REDIS"));
        assertThat(devices.pod().getSpec().getVolumes())
                .extracting(Volume::getName)
                .noneMatch(one -> one.startsWith("redis"));
    }

    @Test
    void everyServiceSpeaksToAnExternalBrokerWithTls() {
        for (String service : OF_EACH.keySet()) {
            Workload workload = Chart.of("external").workload("home-hearth-" + service);
            assertThat(workload.value("HEARTH_BUS_TLS_ENABLED")).as(service).contains("true");
            assertThat(secretBehind(workload, "HEARTH_BUS_TLS_CA_FILE")).isEqualTo("plant-broker-ca/ca.crt");
            assertThat(secretBehind(workload, "HEARTH_BUS_TLS_CERT_FILE"))
                    .isEqualTo("hearth-broker-certificate/tls.crt");
            assertThat(secretBehind(workload, "HEARTH_BUS_TLS_KEY_FILE"))
                    .isEqualTo("hearth-broker-certificate/tls.key");
        }
    }

    @Test
    void withoutSecretsForTlsTheJdksAuthoritiesAreTrustedAndNoCertificateIsShown() {
        Rendered chart = Chart.with(Map.of(
                "test.enabled", false,
                "broker.enabled", false,
                "broker.external.host", "b",
                "broker.external.tls.enabled", true,
                "redis.enabled", false,
                "redis.external.host", "r",
                "redis.external.tls.enabled", true));
        Workload data = chart.workload("home-hearth-core-data");
        assertThat(data.environment())
                .extracting(EnvVar::getName)
                .contains("HEARTH_BUS_TLS_ENABLED", "QUARKUS_REDIS_TLS_ENABLED")
                .noneMatch(one -> one.matches(".*(_FILE|PEM.*)"));
        assertThat(data.pod().getSpec().getVolumes())
                .extracting(Volume::getName)
                .containsExactly("tmp");
    }

    @Test
    void onlyAnExternalRedisMayHaveAUserOfItsOwn() {
        assertThat(Chart.of("external").workload("home-hearth-core-data").environment())
                .filteredOn(one -> one.getName().equals("HEARTH_REDIS_USERNAME"))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.getValueFrom().getSecretKeyRef().getOptional())
                                .isTrue());
        assertThat(Chart.of("users").workload("home-hearth-core-data").environment())
                .extracting(EnvVar::getName)
                .contains("HEARTH_REDIS_PASSWORD_FILE")
                .doesNotContain("HEARTH_REDIS_USERNAME");
    }

    /** The Secret and the key of it that a setting's file is. */
    static String secretBehind(Workload workload, String setting) {
        Path file = Path.of(
                workload.value(setting).orElseThrow(() -> new AssertionError(workload.name() + " has no " + setting)));
        String volume = workload.container().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(file.getParent().toString()))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted for " + file));
        SecretVolumeSource secret = workload.pod().getSpec().getVolumes().stream()
                .filter(one -> one.getName().equals(volume))
                .map(Volume::getSecret)
                .findFirst()
                .orElseThrow();
        return secret.getItems().stream()
                .filter(item -> item.getPath().equals(file.getFileName().toString()))
                .map(item -> secret.getSecretName() + "/" + item.getKey())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no key of " + secret.getSecretName() + " becomes " + file));
    }

    @Test
    void passwordsComeFromSecretsOnly() {
        for (String name : Chart.cases()) {
            assertThat(Chart.of(name).pods())
                    .flatMap(Workload::environment)
                    .filteredOn(one -> one.getName().matches(".*(PASSWORD|AUTH)"))
                    .allMatch(
                            one -> one.getValue() == null && one.getValueFrom().getSecretKeyRef() != null);
        }
        Workload data = Chart.of("users").workload("home-hearth-core-data");
        assertThat(secretBehind(data, "HEARTH_BUS_PASSWORD_FILE")).isEqualTo("hearth-broker/password");
        assertThat(secretBehind(data, "HEARTH_REDIS_PASSWORD_FILE")).isEqualTo("hearth-redis/password");
        assertThat(Chart.of("users").workload("home-hearth-device-service").environment())
                .extracting(EnvVar::getName)
                .contains("HEARTH_BUS_PASSWORD_FILE")
                // At the bus' broker the devices' connection has the bus' login and encryption, unless it has one of
                // its own.
                .noneMatch(one -> one.startsWith("HEARTH_DEVICE_MQTT"));
    }

    @Test
    void theBrokerAndRedisAreSetAsInTheContainersOfCompose() {
        assertThat(directives(Chart.text("hearth/files/mosquitto.conf")))
                .containsExactlyInAnyOrderElementsOf(
                        without(directives(Chart.text("../docker/mosquitto.conf")), "listener", "allow_anonymous"));
        assertThat(directives(Chart.text("hearth/files/redis.conf")))
                .containsExactlyInAnyOrderElementsOf(
                        without(directives(Chart.text("../docker/redis.conf")), "maxmemory", "protected-mode"));
    }

    static List<String> directives(String file) {
        return file.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    static List<String> without(List<String> directives, String... names) {
        return directives.stream()
                .filter(line -> !List.of(names).contains(line.split(" ")[0]))
                .toList();
    }

    static Set<String> settings(String service) {
        return Stream.concat(OF_ALL.stream(), OF_EACH.get(service).stream())
                .flatMap(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream())
                .map(property -> property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
