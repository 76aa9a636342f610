package io.hearth.runtime.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Why a connection to a broker, or to Redis, does not come about, for the people who have to mend it. */
public final class ConnectionFailure {
    private static final String ALERT = "Received fatal alert: ";

    private ConnectionFailure() {}

    /** The reason, with what lies behind it. */
    public static String reason(Throwable failure) {
        return reason("the broker", failure);
    }

    /**
     * The reason, with what lies behind it.
     *
     * @param server who was to be reached, for the text
     */
    public static String reason(String server, Throwable failure) {
        Throwable deepest = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            String told = told(server, cause);
            if (!told.isEmpty()) {
                return told;
            }
            deepest = cause;
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    private static String told(String server, Throwable cause) {
        String its = server + (server.endsWith("s") ? "'" : "'s");
        String text = String.valueOf(cause.getMessage());
        int alert = text.indexOf(ALERT);
        if (alert >= 0) {
            return server + " refused our TLS connection: " + text.substring(alert + ALERT.length());
        }
        return switch (cause) {
            case CertificateExpiredException expired -> its + " certificate has expired: " + text;
            case CertificateNotYetValidException early -> its + " certificate is not valid yet: " + text;
            case CertPathValidatorException path when path.getCause() != null -> "";
            case CertPathValidatorException path -> its + " certificate is not trusted: " + text;
            case CertificateException named
            when text.contains("subject alternative") || text.contains("No name") ->
                its + " certificate is for another host name: " + text;
            case Exception path
            when text.contains("unable to find valid certification path") ->
                its + " certificate is of an authority that is not trusted: " + text;
            case Mqtt5ConnAckException refused ->
                server + " refused the connection: "
                        + refused.getMqttMessage().getReasonCode()
                        + refused.getMqttMessage()
                                .getReasonString()
                                .map(said -> ", " + said)
                                .orElse("");
            case Mqtt3ConnAckException refused ->
                server + " refused the connection: " + refused.getMqttMessage().getReturnCode();
            case Mqtt5DisconnectException ended ->
                "disconnected: " + ended.getMqttMessage().getReasonCode() + ", " + text;
            default -> "";
        };
    }
}
