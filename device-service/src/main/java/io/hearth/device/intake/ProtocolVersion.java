package io.hearth.device.intake;

import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.util.List;

/**
 * Which version of MQTT a broker is spoken to in. With {@code auto}, 5 until the broker says that it does not know it, answers in
 * another version, or hangs up on us before it has answered so often that it does not seem to; but no broker that has once
 * spoken 5 is taken for one that cannot because it hangs up.
 */
final class ProtocolVersion {
    private static final int HUNG_UP = 6;

    private final boolean fixed;
    private MqttVersion now;
    private boolean proved;
    private int hungUp;

    private ProtocolVersion(boolean fixed, MqttVersion first) {
        this.fixed = fixed;
        this.now = first;
    }

    /** By the word of a setting; {@link IllegalArgumentException} names it and what is allowed. */
    static ProtocolVersion of(String setting, String word) {
        return switch (word) {
            case "auto" -> new ProtocolVersion(false, MqttVersion.MQTT_5_0);
            case "5" -> new ProtocolVersion(true, MqttVersion.MQTT_5_0);
            case "3.1.1" -> new ProtocolVersion(true, MqttVersion.MQTT_3_1_1);
            default ->
                throw new IllegalArgumentException(
                        setting + " is '" + word + "', allowed is one of " + List.of("auto", "5", "3.1.1"));
        };
    }

    /** The version to speak. */
    synchronized MqttVersion now() {
        return now;
    }

    /** The broker has answered in it. */
    synchronized void connected() {
        proved = true;
        hungUp = 0;
    }

    /** No connection came about; whether the next attempt is to be in the other version, which is {@link #now} then. */
    synchronized boolean failed(Throwable cause) {
        if (fixed || !(unknown(cause) || hungUpTooOften(cause))) {
            return false;
        }
        now = now == MqttVersion.MQTT_5_0 ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5_0;
        proved = false;
        hungUp = 0;
        return true;
    }

    private boolean unknown(Throwable cause) {
        return switch (cause) {
            case Mqtt5ConnAckException refused ->
                refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
            // The answer was none of MQTT 5.
            case Mqtt5DisconnectException unreadable -> !proved;
            default -> false;
        };
    }

    private boolean hungUpTooOften(Throwable cause) {
        // A refusal is an answer: the broker knows the version, and wants another user.
        boolean answered = cause instanceof Mqtt5ConnAckException || cause instanceof Mqtt3ConnAckException;
        boolean reached = !(cause instanceof ConnectionFailedException) && !answered;
        return reached && !proved && ++hungUp >= HUNG_UP;
    }
}
