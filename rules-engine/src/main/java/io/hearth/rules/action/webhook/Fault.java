package io.hearth.rules.action.webhook;

import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why nobody answered, in words of our own. A library's may have the whole URL in them, which is a secret: whoever has the one of
 * a hook may use it.
 */
final class Fault {
    private Fault() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _ -> "its name is not known";
            case HttpSender.NotConnected none -> unconnected(none.getCause());
            default -> "the connection ended";
        };
    }

    private static String unconnected(Throwable cause) {
        return switch (cause) {
            case SSLException _ -> "no TLS, as with a certificate that is not trusted";
            case ConnectTimeoutException _, TimeoutException _ -> "no connection in time";
            default -> "no connection";
        };
    }
}
