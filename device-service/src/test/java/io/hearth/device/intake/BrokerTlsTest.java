package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.Authority;
import io.hearth.runtime.testing.RealBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, certificates, web sockets and passwords towards a real Mosquitto. */
class BrokerTlsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RealBroker MOSQUITTO = new RealBroker();
    private static final String TLS = "hearth.device.mqtt.tls.";

    @TempDir
    private static Path files;

    private static Authority authority;
    private static Authority stranger;
    private static Authority.Issued client;
    private static Authority.Issued expired;
    private static int mutual;
    private static int expiredServer;
    private static int otherHost;
    private static int webSockets;
    private static int withPassword;

    @TempDir
    Path dir;

    private HivemqBroker broker;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        authority = new Authority(files, "authority");
        stranger = new Authority(files, "stranger");
        client = authority.forClient("client");
        expired = authority.expiredForClient("expired-client");
        Authority.Issued server = authority.forHost("server", "127.0.0.1");
        mutual = MOSQUITTO.listenWithTls(authority, server, true);
        expiredServer = MOSQUITTO.listenWithTls(authority, authority.expiredForHost("old-server", "127.0.0.1"), false);
        otherHost = MOSQUITTO.listenWithTls(authority, authority.forHost("other-host", "broker.example"), false);
        webSockets = MOSQUITTO.listenWithTls(authority, server, true);
        MOSQUITTO.behind("protocol websockets");
        MOSQUITTO.also("per_listener_settings true");
        Path passwords = files.resolve("passwords");
        Process made =
                new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "plant", "right").start();
        assertThat(made.waitFor()).isZero();
        withPassword = MOSQUITTO.listen();
        MOSQUITTO.behind("allow_anonymous false");
        MOSQUITTO.behind("password_file " + passwords);
        MOSQUITTO.start();
    }

    @AfterAll
    static void stop() {
        MOSQUITTO.close();
    }

    @AfterEach
    void disconnect() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void our_certificate_in_pem_files_lets_us_in() {
        connect(mutual, trusting(TLS + "cert-file", client.certificate(), TLS + "key-file", client.key()));

        assertConnected();
    }

    @Test
    void our_certificate_in_pkcs12_with_its_password_in_a_file_lets_us_in() throws IOException {
        Path password = Files.writeString(dir.resolve("secret"), Authority.PASSWORD + "\n");
        connect(mutual, trusting(TLS + "key-store", client.keyStore(), TLS + "key-store-password-file", password));

        assertConnected();
    }

    @Test
    void without_a_certificate_of_ours_the_broker_refuses_and_it_is_told() {
        connect(mutual, trusting());

        assertTrouble("the broker refused our TLS connection");
    }

    @Test
    void our_certificate_that_has_expired_is_told() {
        connect(mutual, trusting(TLS + "cert-file", expired.certificate(), TLS + "key-file", expired.key()));

        assertTrouble("our own certificate has expired, it was valid until");
    }

    @Test
    void a_broker_of_another_authority_is_refused_and_it_is_told() {
        connect(mutual, settings(TLS + "ca-file", stranger.certificate()));

        assertTrouble("authority that is not trusted");
    }

    @Test
    void a_broker_whose_certificate_has_expired_is_refused_and_it_is_told() {
        connect(expiredServer, trusting());

        assertTrouble("the broker's certificate has expired");
    }

    @Test
    void a_broker_with_another_host_s_certificate_is_refused_unless_names_are_not_checked() {
        connect(otherHost, trusting());
        assertTrouble("for another host name");
        broker.close();

        connect(otherHost, trusting(TLS + "verify-hostname", false));

        assertConnected();
    }

    @Test
    void web_sockets_go_through_tls_too() {
        connect(
                webSockets,
                trusting(
                        TLS + "cert-file",
                        client.certificate(),
                        TLS + "key-file",
                        client.key(),
                        "hearth.device.mqtt.web-sockets",
                        true));

        assertConnected();
    }

    @Test
    void a_password_from_a_file_counts_when_it_is_renewed_and_is_never_told() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "hush-hush");
        connect(
                withPassword,
                List.of("hearth.device.mqtt.username", "plant", "hearth.device.mqtt.password-file", secret));
        assertTrouble("the broker refused the connection: NOT_AUTHORIZED");
        assertThat(broker.trouble()).doesNotContain("hush");

        Files.writeString(secret, "right");

        assertConnected();
    }

    @Test
    void settings_that_contradict_each_other_or_cannot_be_read_are_named() {
        assertThatThrownBy(() -> connect(mutual, trusting(TLS + "cert-file", client.certificate())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TLS + "key-file");
        assertThatThrownBy(() -> connect(mutual, settings(TLS + "ca-file", dir.resolve("nowhere.pem"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TLS + "ca-file")
                .hasMessageContaining("nowhere.pem");
        assertThatThrownBy(() -> connect(
                        mutual,
                        trusting(TLS + "key-store", client.keyStore(), TLS + "key-store-password", "wrong-one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TLS + "key-store")
                .hasMessageNotContaining("wrong-one");
    }

    private static List<Object> trusting(Object... more) {
        List<Object> settings = new ArrayList<>(List.of(TLS + "ca-file", authority.certificate()));
        settings.addAll(List.of(more));
        return settings(settings.toArray());
    }

    private static List<Object> settings(Object... more) {
        List<Object> settings = new ArrayList<>(List.of(TLS + "enabled", true));
        settings.addAll(List.of(more));
        return settings;
    }

    private void connect(int port, List<Object> settings) {
        List<Object> all = new ArrayList<>(settings);
        all.addAll(List.of("hearth.device.mqtt.max-reconnect-delay", "500ms"));
        String[] texts = all.stream().map(String::valueOf).toArray(String[]::new);
        broker = new HivemqBroker(HivemqBrokerTest.config(port, dir, texts).mqtt(), dir, () -> {});
        broker.follow(Set.of("home/+/+"));
        broker.open(8, message -> {});
    }

    private void assertConnected() {
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble()).isEmpty());
    }

    private void assertTrouble(String part) {
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble()).contains(part));
        assertThat(broker.connected()).isFalse();
    }
}
