package io.hearth.command.external;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the second broker is, and how it is spoken to.
 *
 * @param tls        whether the connection is encrypted; the broker's name is then checked against its certificate
 * @param webSockets whether MQTT goes over web sockets
 * @param path       the web sockets' path
 */
record ExternalAddress(String host, int port, boolean tls, boolean webSockets, String path) {
    private static final String SETTING = "hearth.command.external.url";

    /** Reads EdgeX's form of it; {@link IllegalArgumentException} names the setting and what is allowed. */
    static ExternalAddress of(String url) {
        URI uri = uri(url);
        String scheme = String.valueOf(uri.getScheme());
        return switch (scheme) {
            case "tcp", "mqtt" -> address(url, uri, false, false, 1883);
            case "ssl", "tls", "tcps", "mqtts" -> address(url, uri, true, false, 8883);
            case "ws" -> address(url, uri, false, true, 80);
            case "wss" -> address(url, uri, true, true, 443);
            default -> throw wrong(url);
        };
    }

    private static ExternalAddress address(String url, URI uri, boolean tls, boolean webSockets, int port) {
        if (uri.getHost() == null) {
            throw wrong(url);
        }
        String path = uri.getPath() == null || uri.getPath().length() < 2
                ? "mqtt"
                : uri.getPath().substring(1);
        return new ExternalAddress(uri.getHost(), uri.getPort() < 0 ? port : uri.getPort(), tls, webSockets, path);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url.trim());
        } catch (IllegalArgumentException malformed) {
            throw wrong(url);
        }
    }

    private static IllegalArgumentException wrong(String url) {
        return new IllegalArgumentException(
                SETTING + " is '" + url + "', allowed is tcp, mqtt, ssl, tls, mqtts, ws or wss, then ://host:port");
    }

    /** Sets a client up for it. */
    void apply(Mqtt3ClientBuilder client, Optional<Path> caFile) {
        client.serverHost(host).serverPort(port);
        if (webSockets) {
            client.webSocketConfig().serverPath(path).applyWebSocketConfig();
        }
        if (tls) {
            client.sslConfig(caFile.map(ExternalAddress::trusting)
                    .orElseGet(() -> MqttClientSslConfig.builder().build()));
        }
    }

    private static MqttClientSslConfig trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + count++, authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return MqttClientSslConfig.builder().trustManagerFactory(trust).build();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "hearth.command.external.ca-file is '" + caFile + "', which cannot be read: " + unreadable,
                    unreadable);
        }
    }
}
