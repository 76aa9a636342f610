package io.hearth.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final LinkListener NOBODY = new LinkListener() {
        @Override
        public void up(String device) {}

        @Override
        public void down(String device) {}
    };

    @TempDir
    Path folder;

    private KeyStore store;

    /** One key for the device and for the broker, which vouches for itself. */
    @BeforeEach
    void keytool() throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=boiler",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, "secret".toCharArray());
        }
        pem("ca.crt", "CERTIFICATE", store.getCertificate("own").getEncoded());
        pem("boiler.crt", "CERTIFICATE", store.getCertificate("own").getEncoded());
        pem(
                "boiler.key",
                "PRIVATE KEY",
                store.getKey("own", "secret".toCharArray()).getEncoded());
    }

    @Test
    void a_device_shows_the_broker_its_own_certificate() throws Exception {
        try (SSLServerSocket broker = broker()) {
            CompletableFuture<String> shown = CompletableFuture.supplyAsync(() -> peer(broker));
            Broker there = new Broker("localhost", broker.getLocalPort()).with(new Certificates(folder));
            try (Link link = new Link(there, "test", "boiler", NOBODY)) {
                Thread.ofVirtual().start(() -> connect(link));

                assertThat(shown.get(20, TimeUnit.SECONDS)).isEqualTo("CN=boiler");
            }
        }
    }

    @Test
    void a_file_that_is_missing_or_no_certificate_is_named() throws Exception {
        Broker broker = new Broker("localhost", 8883).with(new Certificates(folder));

        assertThatThrownBy(() -> new Link(broker, "test", "bedroom", NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bedroom.crt' cannot be used, allowed is PEM");

        Files.writeString(folder.resolve("boiler.key"), "no key");
        assertThatThrownBy(() -> new Link(broker, "test", "boiler", NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("boiler.key' cannot be used, allowed is PEM");
    }

    private SSLServerSocket broker() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "secret".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("own", store.getCertificate("own"));
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("localhost"));
        socket.setNeedClientAuth(true);
        return socket;
    }

    /** Whom the first one that speaks TLS says to be; a link looks first whether anything listens, and says nothing then. */
    private static String peer(SSLServerSocket broker) {
        while (true) {
            try (SSLSocket socket = (SSLSocket) broker.accept()) {
                socket.startHandshake();
                return socket.getSession().getPeerPrincipal().getName();
            } catch (IOException e) {
                if (broker.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void connect(Link link) {
        try {
            link.connect(Optional.empty(), Link.KEEP_ALIVE_SECONDS);
        } catch (Unreachable | InterruptedException expected) {
            // It is no broker, and hangs up.
        }
    }

    private void pem(String name, String title, byte[] der) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n");
    }
}
