package io.hearth.command.external;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import io.hearth.runtime.mqtt.Tls;
import java.net.URI;

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

    /**
     * Refuses a connection in the clear where encryption is asked for: {@link IllegalArgumentException} names the settings and
     * what is allowed.
     */
    void check(String url, boolean encryptionWanted) {
        if (encryptionWanted && !tls) {
            throw new IllegalArgumentException("hearth.command.external.tls.enabled is 'true' and " + SETTING + " is '"
                    + url + "', which is not encrypted: allowed with it are ssl, tls, mqtts or wss, then ://host:port");
        }
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

    /** How a client reaches it, with certificates as they are in their files now. */
    MqttClientTransportConfig transport(Tls settings) {
        MqttClientTransportConfigBuilder builder =
                MqttClientTransportConfig.builder().serverHost(host).serverPort(port);
        if (webSockets) {
            builder.webSocketConfig().serverPath(path).applyWebSocketConfig();
        }
        if (tls) {
            builder.sslConfig(settings.settings());
        }
        return builder.build();
    }
}
