package io.hearth.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hearth.runtime.testing.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateTlsTest {
    private static final String HERE = "127.0.0.1";

    @TempDir
    static Path files;

    private static Authority authority;
    private static Authority.Issued here;
    private static Authority.Issued elsewhere;

    private final AtomicInteger asked = new AtomicInteger();
    private Optional<HttpServer> server = Optional.empty();

    @BeforeAll
    static void issue() {
        authority = new Authority(files, "authority");
        here = authority.forHost("here", HERE);
        elsewhere = authority.forHost("elsewhere", "elsewhere.example");
    }

    @AfterEach
    void stop() {
        server.ifPresent(running -> running.stop(0));
    }

    @Test
    void nobody_is_asked_for_tls_while_only_plain_http_is_spoken() throws Exception {
        assertThat(get(LateTls.client(this::ours), plain())).isEqualTo(204);

        assertThat(asked).hasValue(0);
    }

    @Test
    void tls_is_asked_for_once_and_judges_each_certificate() throws Exception {
        HttpClient.Builder clients = LateTls.client(this::ours);
        URI there = encrypted(here);

        assertThat(get(clients, there)).isEqualTo(204);
        assertThat(get(clients, there)).isEqualTo(204);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_certificate_for_another_host_is_refused_though_its_authority_is_trusted() throws Exception {
        URI there = encrypted(elsewhere);

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(LateTls.client(this::ours), there))
                .withMessageContaining(HERE);
    }

    @Test
    void an_authority_that_the_jdk_does_not_know_is_refused() throws Exception {
        URI there = encrypted(here);

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(LateTls.client(), there))
                .withMessageContaining("PKIX");
    }

    /** One client after the other has it from the same builder, whose connections are not the ones before. */
    private static int get(HttpClient.Builder clients, URI there) throws IOException, InterruptedException {
        try (HttpClient client = clients.build()) {
            return client.send(HttpRequest.newBuilder(there).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** TLS that trusts our authority. */
    private SSLContext ours() {
        asked.incrementAndGet();
        try (var pem = Files.newInputStream(authority.certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI plain() throws IOException {
        return started("http", HttpServer.create(free(), 0));
    }

    private URI encrypted(Authority.Issued certificate) throws Exception {
        char[] password = Authority.PASSWORD.toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(certificate.keyStore().toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer encrypted = HttpsServer.create(free(), 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(context));
        return started("https", encrypted);
    }

    private static InetSocketAddress free() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private URI started(String scheme, HttpServer started) {
        started.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        started.start();
        server = Optional.of(started);
        return URI.create(scheme + "://" + HERE + ":" + started.getAddress().getPort() + "/");
    }
}
