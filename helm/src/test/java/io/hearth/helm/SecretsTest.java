package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.hearth.helm.Rendered.Workload;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords and certificates of the secure variant: made by Helm, once, unless the cluster has them. */
class SecretsTest {
    private static final Rendered CHART = Chart.of("secure");

    /** As after an installation. */
    @BeforeEach
    void nothingIsThere() {
        Chart.CLUSTER.clear();
    }

    @AfterEach
    void nothingStaysThere() {
        Chart.CLUSTER.clear();
    }

    @Test
    void everyoneWhoHasRightsHasAPasswordOfHisOwn() {
        Map<String, String> passwords = secret("home-hearth-passwords").getData();
        assertThat(passwords.keySet())
                .containsExactlyInAnyOrderElementsOf(union(
                        users("home-hearth-broker", "rights", "mqtt-"), users("home-hearth-redis", "users", "redis-")));
        assertThat(passwords.values()).doesNotHaveDuplicates().allSatisfy(password -> assertThat(
                        Base64.getDecoder().decode(password))
                .hasSize(32));
        assertThat(Chart.with(Map.of("secure.enabled", true))
                        .find(Secret.class, "home-hearth-passwords")
                        .orElseThrow()
                        .getData()
                        .values())
                .doesNotContainAnyElementsOf(passwords.values());
    }

    @Test
    void theServersCertificatesAreForTheirNamesAndOfOneAuthority() throws GeneralSecurityException {
        X509Certificate authority = certificate("home-hearth-servers", "ca.crt");
        for (String server : List.of("broker", "redis")) {
            X509Certificate own = certificate("home-hearth-" + server + "-tls", "tls.crt");
            assertThatCode(() -> own.verify(authority.getPublicKey())).doesNotThrowAnyException();
            assertThat(names(own))
                    .contains("home-hearth-" + server, "home-hearth-" + server + ".edge.svc", "127.0.0.1");
        }
        assertThat(names(certificate("home-hearth-broker-tls", "tls.crt")))
                .contains("home-hearth-broker-devices", "hearth.example.com", "192.168.10.5");
    }

    /** A certificate that let a server be a device would be any device's. */
    @Test
    void theDevicesAuthorityIsAnother() throws GeneralSecurityException {
        X509Certificate authority = certificate("home-hearth-devices", "ca.crt");
        for (String device : List.of("livingroom", "bedroom", "boiler")) {
            X509Certificate own = certificate("home-hearth-test", device + ".crt");
            assertThatCode(() -> own.verify(authority.getPublicKey())).doesNotThrowAnyException();
            assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=" + device);
        }
        X509Certificate server = certificate("home-hearth-broker-tls", "tls.crt");
        assertThatThrownBy(() -> server.verify(authority.getPublicKey())).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void noPodSeesTheKeyOfAnAuthority() {
        assertThat(CHART.pods())
                .allSatisfy(pod -> assertThat(SecureTest.keysSeen(pod)).doesNotContain("ca.key"));
    }

    @Test
    void whatTheClusterHasIsUsedAndNothingMade() {
        Rendered chart = Chart.with(Map.of(
                "test.enabled", false,
                "secure.enabled", true,
                "secure.passwordsSecret", "passwords",
                "secure.certificates.brokerSecret", "broker",
                "secure.certificates.redisSecret", "redis",
                "secure.certificates.devicesSecret", "devices"));
        assertThat(chart.all(Secret.class)).isEmpty();
        assertThat(secrets(chart.workload("home-hearth-broker")))
                .containsExactlyInAnyOrder("passwords", "broker", "devices");
        assertThat(secrets(chart.workload("home-hearth-redis"))).containsExactlyInAnyOrder("passwords", "redis");
        assertThat(secrets(chart.workload("home-hearth-core-data"))).containsOnly("passwords", "broker", "redis");
    }

    /** By cert-manager's own documentation of {@code cert-manager.io/v1 Certificate}: no model of it is at hand. */
    @Test
    void anIssuerOfCertManagersMakesTheServersCertificates() {
        Rendered chart = Chart.with(Map.of(
                "secure.enabled", true,
                "secure.certificates.issuer.name", "plant",
                "secure.certificates.issuer.kind", "ClusterIssuer",
                "secure.certificates.names[0]", "hearth.example.com",
                "secure.certificates.names[1]", "192.168.10.5"));
        assertThat(chart.all(GenericKubernetesResource.class))
                .extracting(one -> one.getMetadata().getName())
                .containsExactlyInAnyOrder("home-hearth-broker-tls", "home-hearth-redis-tls");
        GenericKubernetesResource broker = chart.find(GenericKubernetesResource.class, "home-hearth-broker-tls")
                .orElseThrow();
        assertThat(broker.getKind()).isEqualTo("Certificate");
        Map<String, Object> spec = broker.get("spec");
        assertThat(spec)
                .containsOnlyKeys(
                        "secretName", "issuerRef", "duration", "privateKey", "usages", "dnsNames", "ipAddresses")
                .containsEntry("secretName", "home-hearth-broker-tls")
                .containsEntry(
                        "issuerRef", Map.of("group", "cert-manager.io", "kind", "ClusterIssuer", "name", "plant"))
                .containsEntry("duration", "87600h")
                .containsEntry("ipAddresses", List.of("192.168.10.5", "127.0.0.1"));
        assertThat((List<Object>) broker.get("spec", "dnsNames"))
                .contains("home-hearth-broker", "localhost", "hearth.example.com");
        assertThat(chart.all(Secret.class))
                .extracting(secret -> secret.getMetadata().getName())
                .containsExactlyInAnyOrder("home-hearth-passwords", "home-hearth-devices", "home-hearth-test");
    }

    @Test
    void onlyThePartThatIsTheChartsIsSecured() {
        Rendered chart = Chart.with(
                Map.of("secure.enabled", true, "redis.enabled", false, "redis.external.host", "redis.example.com"));
        Workload data = chart.workload("home-hearth-core-data");
        assertThat(data.value("HEARTH_BUS_PORT")).contains("8884");
        assertThat(data.value("QUARKUS_REDIS_HOSTS")).contains("redis://redis.example.com:6379");
        assertThat(chart.find(Secret.class, "home-hearth-redis-tls")).isEmpty();
        assertThat(chart.find(Secret.class, "home-hearth-passwords")
                        .orElseThrow()
                        .getData()
                        .keySet())
                .allMatch(key -> key.startsWith("mqtt-"));
    }

    /** Whoever removes and installs again finds the devices' certificates to count. */
    @Test
    void whatIsMadeOnceStaysWhenTheReleaseIsRemoved() {
        assertThat(CHART.all(Secret.class))
                .filteredOn(secret -> !secret.getMetadata().getName().equals("home-hearth-test"))
                .hasSize(5)
                .allSatisfy(secret -> assertThat(secret.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep"));
    }

    @Test
    void anUpgradeFindsWhatTheInstallationMade() {
        CHART.all(Secret.class).forEach(Chart.CLUSTER::put);
        assertThat(kept(Chart.ofFiles(Chart.valuesOf("secure")))).isEqualTo(kept(CHART));
    }

    @Test
    void whatIsMissingIsMadeAndTheRestStays() {
        CHART.all(Secret.class).forEach(Chart.CLUSTER::put);
        Secret passwords = new SecretBuilder(secret("home-hearth-passwords"))
                .removeFromData("mqtt-rules-engine")
                .build();
        Chart.CLUSTER.put(passwords);
        Chart.CLUSTER.remove(secret("home-hearth-redis-tls"));
        Map<String, Map<String, String>> after = kept(Chart.ofFiles(Chart.valuesOf("secure")));
        assertThat(after.get("home-hearth-passwords"))
                .containsAllEntriesOf(passwords.getData())
                .containsKey("mqtt-rules-engine");
        assertThat(after.get("home-hearth-redis-tls"))
                .isNotEqualTo(secret("home-hearth-redis-tls").getData())
                .containsEntry("ca.crt", secret("home-hearth-servers").getData().get("ca.crt"));
        assertThat(after.get("home-hearth-broker-tls"))
                .isEqualTo(secret("home-hearth-broker-tls").getData());
        assertThat(after.get("home-hearth-devices"))
                .isEqualTo(secret("home-hearth-devices").getData());
    }

    @Test
    void aServerWithOtherNamesGetsAnotherCertificateOfTheSameAuthority() {
        CHART.all(Secret.class).forEach(Chart.CLUSTER::put);
        Map<String, Map<String, String>> after =
                kept(Chart.with(Map.of("secure.enabled", true, "secure.certificates.names[0]", "other.example.com")));
        assertThat(after.get("home-hearth-broker-tls").get("tls.crt"))
                .isNotEqualTo(secret("home-hearth-broker-tls").getData().get("tls.crt"));
        assertThat(after.get("home-hearth-redis-tls"))
                .isEqualTo(secret("home-hearth-redis-tls").getData());
        assertThat(after.get("home-hearth-servers"))
                .isEqualTo(secret("home-hearth-servers").getData());
    }

    private static Map<String, Map<String, String>> kept(Rendered chart) {
        return chart.all(Secret.class).stream()
                .filter(secret -> !secret.getMetadata().getName().equals("home-hearth-test"))
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Secret::getData));
    }

    private static X509Certificate certificate(String secret, String key) throws GeneralSecurityException {
        byte[] pem = Base64.getDecoder().decode(secret(secret).getData().get(key));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> name.get(1).toString())
                .toList();
    }

    /** Of the lines {@code user NAME ...}; Redis' default has none, and may nothing. */
    private static Set<String> users(String name, String file, String prefix) {
        return SettingsTest.directives(SecureTest.configuration(name, file)).stream()
                .filter(line -> line.startsWith("user "))
                .map(line -> line.split(" ")[1])
                .filter(user -> !user.equals("default"))
                .map(user -> prefix + user)
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private static List<String> secrets(Workload workload) {
        return workload.pod().getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .toList();
    }

    private static Secret secret(String name) {
        return CHART.find(Secret.class, name).orElseThrow();
    }
}
