package io.hearth.runtime.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.runtime.testing.Authority;
import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis with TLS that wants a certificate, and ACL users: Quarkus' settings for its client, and ours beside them. */
class RedisAccessTest {
    private static final String PASSWORD = "hush-hush";
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path files;

    private static Authority authority;
    private static Authority.Issued client;
    private static RealRedis redis;
    private static RealRedis otherHost;
    private static int tls;
    private static int otherHostTls;

    @BeforeAll
    static void start() throws IOException {
        authority = new Authority(files, "authority");
        new Authority(files, "stranger");
        client = authority.forClient("client");
        tls = RealProcess.freePort();
        redis = started(authority.forHost("server", "127.0.0.1"), tls);
        otherHostTls = RealProcess.freePort();
        otherHost = started(authority.forHost("other-host", "redis.example"), otherHostTls);
    }

    private static RealRedis started(Authority.Issued own, int port) throws IOException {
        Path users = Files.writeString(
                files.resolve("users-" + port),
                "user default off\nuser core-data on >" + PASSWORD + " ~cd:* +@all -@dangerous\n");
        RealRedis started = new RealRedis(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                own.certificate().toString(),
                "--tls-key-file",
                own.key().toString(),
                "--tls-ca-cert-file",
                authority.certificate().toString(),
                "--aclfile",
                users.toString());
        started.start();
        return started;
    }

    @AfterAll
    static void stop() {
        redis.close();
        otherHost.close();
        VERTX.close();
    }

    @Test
    void who_has_all_of_it_reads_and_writes_its_own_keys_and_no_others() {
        RedisBatch batch = overTls(tls, "core-data:" + PASSWORD, Map.of());

        batch.send(Request.cmd(Command.SET).arg("cd:a").arg("1"));

        assertThat(batch.send(Request.cmd(Command.GET).arg("cd:a")).toString()).isEqualTo("1");
        assertThatThrownBy(() -> batch.send(Request.cmd(Command.GET).arg("md:a")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("NOPERM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server | core-data:wrong-hush | | WRONGPASS",
                "server | core-data:hush-hush | stranger | Redis' certificate is of an authority that is not trusted",
                "other  | core-data:hush-hush | | Redis' certificate is for another host name",
                "server | core-data:hush-hush | nobody | Redis refused our TLS connection: certificate_required",
                "server | | | NOAUTH"
            })
    void who_has_not_is_refused_and_it_is_told_without_the_password(
            String server, String login, String other, String reason) {
        Map<String, String> settings = new HashMap<>();
        if ("stranger".equals(other)) {
            settings.put(
                    "tls.trust-certificate-pem.certs",
                    files.resolve("stranger.crt").toString());
        } else if ("nobody".equals(other)) {
            settings.put("tls.key-certificate-pem", "false");
        }
        RedisBatch batch = overTls(server.equals("other") ? otherHostTls : tls, login, settings);

        assertThatThrownBy(() -> batch.send(Request.cmd(Command.PING)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_user_with_the_password_in_a_file_is_let_in() throws IOException {
        Path secret = Files.writeString(files.resolve("password"), PASSWORD + "\n");
        RedisOptions options = plain();

        login(Map.of("hearth.redis.username", "core-data", "hearth.redis.password-file", secret.toString()))
                .customize("<default>", options);

        RedisBatch batch = batch(io.vertx.redis.client.Redis.createClient(VERTX, options));
        assertThat(batch.send(Request.cmd(Command.ACL).arg("WHOAMI")).toString())
                .isEqualTo("core-data");
    }

    @Test
    void settings_that_make_no_sense_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        login(Map.of("hearth.redis.password-file", "nowhere")).check(null))
                .withMessageContaining("hearth.redis.password-file is 'nowhere', which cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        login(Map.of("hearth.redis.username", "core-data")).customize("<default>", plain()))
                .withMessageContaining("hearth.redis.username is 'core-data' and there is no password");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> login(Map.of(
                                "hearth.redis.password-file",
                                client.certificate().toString()))
                        .customize("<default>", plain().setPassword("hush")))
                .withMessageContaining("quarkus.redis.password and hearth.redis.password-file are both set");
    }

    private static RedisOptions plain() {
        return new RedisOptions().setConnectionString("redis://127.0.0.1:" + redis.port());
    }

    private static RedisLogin login(Map<String, String> settings) {
        return new RedisLogin(config(settings, RedisLoginConfig.class));
    }

    /** As Quarkus makes the client, from its settings: the services' defaults, those of the certificates, and these. */
    private static RedisBatch overTls(int port, String login, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "quarkus.redis.hosts",
                "rediss://" + (login == null ? "" : login + "@") + "127.0.0.1:" + port,
                "quarkus.redis.tls.enabled",
                "true",
                "quarkus.redis.tls.hostname-verification-algorithm",
                "HTTPS",
                "quarkus.redis.tls.trust-certificate-pem",
                "true",
                "quarkus.redis.tls.trust-certificate-pem.certs",
                authority.certificate().toString(),
                "quarkus.redis.tls.key-certificate-pem",
                "true",
                "quarkus.redis.tls.key-certificate-pem.certs",
                client.certificate().toString(),
                "quarkus.redis.tls.key-certificate-pem.keys",
                client.key().toString()));
        more.forEach((name, value) -> settings.put("quarkus.redis." + name, value));
        return batch(VertxRedisClientFactory.create(
                RedisConfig.DEFAULT_CLIENT_NAME,
                VERTX,
                config(settings, RedisConfig.class).clients().get(RedisConfig.DEFAULT_CLIENT_NAME),
                NO_REGISTERED_TLS,
                NO_PROXIES));
    }

    private static RedisBatch batch(io.vertx.redis.client.Redis made) {
        return new RedisBatch(new Redis(made), new RedisBatch.RedisLimits() {
            @Override
            public Duration timeout() {
                return Duration.ofSeconds(20);
            }

            @Override
            public boolean required() {
                return true;
            }
        });
    }

    private static <T> T config(Map<String, String> settings, Class<T> mapping) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDiscoveredConverters()
                .withMapping(mapping)
                .build();
        return config.getConfigMapping(mapping);
    }

    private static final TlsConfigurationRegistry NO_REGISTERED_TLS = new TlsConfigurationRegistry() {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    };

    private static final ProxyConfigurationRegistry NO_PROXIES = name -> Optional.<ProxyConfiguration>empty();
}
