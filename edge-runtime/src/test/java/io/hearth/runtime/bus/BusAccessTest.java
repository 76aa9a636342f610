package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.Authority;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bus at a Mosquitto that wants TLS, a certificate, a user with a password, and lets it do what its ACL says. */
class BusAccessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = "hush-hush";
    private static final RealBroker MOSQUITTO = new RealBroker();

    @TempDir
    private static Path files;

    private static Authority authority;
    private static Authority stranger;
    private static Authority.Issued client;
    private static int secure;
    private static int otherHost;

    @TempDir
    Path dir;

    private final Captured log = new Captured();
    private Bus bus;

    /** What is logged. */
    private static final class Captured extends Handler {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord told) {
            lines.add(told.getLevel() + " " + formatter.formatMessage(told));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        authority = new Authority(files, "authority");
        stranger = new Authority(files, "stranger");
        client = authority.forClient("client");
        MOSQUITTO.also("per_listener_settings true");
        secure = MOSQUITTO.listenWithTls(authority, authority.forHost("server", "127.0.0.1"), true);
        guarded();
        otherHost = MOSQUITTO.listenWithTls(authority, authority.forHost("other-host", "broker.example"), false);
        MOSQUITTO.start();
    }

    private static void guarded() throws IOException, InterruptedException {
        Path passwords = files.resolve("passwords");
        Process made = new ProcessBuilder(
                        RealProcess.program("mosquitto_passwd"),
                        "-b",
                        "-c",
                        passwords.toString(),
                        "core-data",
                        PASSWORD)
                .start();
        assertThat(made.waitFor()).isZero();
        Path rights = Files.writeString(files.resolve("acl"), "user core-data\ntopic readwrite edgex/#\n");
        MOSQUITTO.behind("allow_anonymous false");
        MOSQUITTO.behind("password_file " + passwords);
        MOSQUITTO.behind("acl_file " + rights);
    }

    @AfterAll
    static void stop() {
        MOSQUITTO.close();
    }

    @BeforeEach
    void listen() {
        Logger.getLogger(Outage.class.getName()).addHandler(log);
    }

    @AfterEach
    void disconnect() {
        Logger.getLogger(Outage.class.getName()).removeHandler(log);
        if (bus != null) {
            bus.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_has_all_of_it_is_let_in_and_hears_what_the_acl_allows(boolean requests) {
        BusConfig config = config(secure, known("hearth.bus.tls.ca-file", authority.certificate()));
        bus = new Bus(config);
        List<String> heard = new CopyOnWriteArrayList<>();
        Subscriptions subscriptions = new Subscriptions(subscribed -> {});
        BatchConsumer consumer = BatchConsumer.start(
                "test",
                channel(config, subscriptions, requests),
                config.consumer(),
                batch -> batch.forEach(message -> heard.add(message.topic())));
        try {
            await().atMost(SOON)
                    .until(() -> bus.connected() && subscriptions.missing().isEmpty());

            bus.publishAndWait("other/a", "forbidden".getBytes(StandardCharsets.UTF_8));
            bus.publishAndWait("edgex/a", "allowed".getBytes(StandardCharsets.UTF_8));

            await().atMost(SOON).until(() -> !heard.isEmpty());
            // Once or, at least once as it is: Mosquitto ends the connection after what it refuses, and unanswered it
            // is sent again.
            assertThat(heard).containsOnly("edgex/a");
            assertThat(bus.trouble()).isEmpty();
        } finally {
            consumer.close();
        }
    }

    @Test
    void a_broker_of_another_authority_is_refused_and_it_is_told() {
        bus = new Bus(config(secure, known("hearth.bus.tls.ca-file", stranger.certificate())));

        assertTrouble("the broker's certificate is of an authority that is not trusted");
    }

    @Test
    void a_broker_with_another_host_s_certificate_is_refused_and_it_is_told() {
        bus = new Bus(config(otherHost, known("hearth.bus.tls.ca-file", authority.certificate())));

        assertTrouble("the broker's certificate is for another host name");
    }

    @Test
    void without_a_certificate_of_ours_the_broker_refuses_and_it_is_told() {
        Map<String, Object> settings = known("hearth.bus.tls.ca-file", authority.certificate());
        settings.remove("hearth.bus.tls.cert-file");
        settings.remove("hearth.bus.tls.key-file");
        bus = new Bus(config(secure, settings));

        assertTrouble("the broker refused our TLS connection");
    }

    @Test
    void a_wrong_password_is_told_though_not_itself_and_the_right_one_counts_when_it_is_in_the_file()
            throws IOException {
        Path secret = Files.writeString(dir.resolve("password"), "wrong-" + PASSWORD);
        Map<String, Object> settings = known("hearth.bus.tls.ca-file", authority.certificate());
        settings.remove("hearth.bus.password");
        settings.put("hearth.bus.password-file", secret);
        bus = new Bus(config(secure, settings));
        assertTrouble("the broker refused the connection: NOT_AUTHORIZED");

        Files.writeString(secret, PASSWORD + "\n");

        await().atMost(SOON).until(bus::connected);
        assertThat(log.lines).last().asString().startsWith("INFO bus connected");
        assertThat(log.lines).noneMatch(line -> line.contains("hush"));
    }

    @Test
    void a_client_of_requests_takes_the_renewed_password_too() throws IOException {
        Path secret = Files.writeString(dir.resolve("password"), "wrong-" + PASSWORD);
        Map<String, Object> settings = known("hearth.bus.tls.ca-file", authority.certificate());
        settings.remove("hearth.bus.password");
        settings.put("hearth.bus.password-file", secret);
        BusConfig config = config(secure, settings);
        Subscriptions subscriptions = new Subscriptions(subscribed -> {});
        BatchConsumer consumer =
                BatchConsumer.start("test", channel(config, subscriptions, true), config.consumer(), batch -> {});
        try {
            await().atMost(SOON).until(() -> subscriptions
                    .missing()
                    .containsValue("not connected: the broker refused the connection: NOT_AUTHORIZED"));

            Files.writeString(secret, PASSWORD + "\n");

            await().atMost(SOON).until(() -> subscriptions.missing().isEmpty());
        } finally {
            consumer.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port | 70000 | hearth.bus.port is '70000', allowed is 1 to 65535",
                "password | hush-hush | hearth.bus.password is set and hearth.bus.username is not",
                "username-file | nowhere | hearth.bus.username-file is 'nowhere', which cannot be read",
                "tls.ca-file | nowhere.pem | hearth.bus.tls.ca-file is 'nowhere.pem' and hearth.bus.tls.enabled is false",
                "tls.key-store | own.p12 | hearth.bus.tls.key-store is 'own.p12' and hearth.bus.tls.enabled is false"
            })
    void settings_that_make_no_sense_stop_the_start_by_their_names(String name, String value, String told) {
        BusConfig config = config(1, new HashMap<>(Map.of("hearth.bus." + name, value)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bus(config))
                .withMessageContaining(told)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hush"));
    }

    @Test
    void a_file_that_cannot_be_used_stops_the_start_with_its_setting() {
        Map<String, Object> nowhere = known("hearth.bus.tls.ca-file", dir.resolve("nowhere.pem"));
        Map<String, Object> halves = known("hearth.bus.tls.ca-file", authority.certificate());
        halves.remove("hearth.bus.tls.key-file");
        Map<String, Object> both = known("hearth.bus.password-file", authority.certificate());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bus(config(secure, nowhere)))
                .withMessageContaining("hearth.bus.tls.ca-file is '" + dir.resolve("nowhere.pem") + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bus(config(secure, halves)))
                .withMessageContaining("hearth.bus.tls.cert-file and hearth.bus.tls.key-file belong together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bus(config(secure, both)))
                .withMessageContaining("hearth.bus.password and hearth.bus.password-file are both set");
    }

    private void assertTrouble(String part) {
        await().atMost(SOON).untilAsserted(() -> assertThat(bus.trouble())
                .startsWith("broker at " + bus.address() + " is not connected: ")
                .contains(part));
        assertThat(log.lines)
                .filteredOn(line -> line.contains(part))
                .hasSize(1)
                .allMatch(line -> line.startsWith("WARN") && line.contains("broker=" + bus.address()));
    }

    /** All that it takes, and one more setting. */
    private static Map<String, Object> known(String setting, Object value) {
        return new HashMap<>(Map.of(
                "hearth.bus.username",
                "core-data",
                "hearth.bus.password",
                PASSWORD,
                "hearth.bus.tls.enabled",
                true,
                "hearth.bus.tls.cert-file",
                client.certificate(),
                "hearth.bus.tls.key-file",
                client.key(),
                setting,
                value));
    }

    private static BusConfig config(int port, Map<String, Object> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "hearth.bus.host", "127.0.0.1",
                "hearth.bus.port", Integer.toString(port),
                "hearth.bus.max-reconnect-delay", "500ms"));
        settings.forEach((name, value) -> all.put(name, value.toString()));
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "settings", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BusConfig.class)
                .build()
                .getConfigMapping(BusConfig.class);
    }

    @SuppressWarnings("unchecked") // the connector's messages are those of bytes
    private static Multi<Message<byte[]>> channel(BusConfig config, Subscriptions subscriptions, boolean requests) {
        SmallRyeConfig channel = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "channel-name",
                                "test",
                                "topic",
                                "#",
                                "client-id",
                                "test-" + requests,
                                "requests",
                                Boolean.toString(requests)),
                        "channel",
                        100))
                .build();
        return Multi.createFrom()
                .publisher(new BusConnector(config, subscriptions).getPublisher(channel))
                .map(message -> (Message<byte[]>) message);
    }
}
