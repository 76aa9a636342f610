package io.hearth.device.intake;

import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.util.List;

/**
 * Which version of MQTT a broker is spoken to in. With {@code auto}, 5 until the broker says that it does not know it (reason
 * 0x84, or a CONNACK in the form of 3.1.1), or hangs up on us before it has answered so often that it does not seem to; none that
 * has once spoken 5 is taken for one that cannot because it hangs up, and none because it is slow or away. 3.1.1 is given up when
 * the connection is lost: the broker, or what stands before it, may be another one then. If 5 fails that time, 3.1.1 it is again.
 */
final class ProtocolVersion {
    private static final int HUNG_UP = 6;
    /** hivemq-mqtt-client's words for a CONNACK of two octets, which is that of MQTT 3.1.1 (3.2.1); of MQTT 5 it has three or more. */
    private static final String SHORT_CONNACK = "Exception while decoding CONNACK: remaining length too short";

    private final boolean fixed;
    private MqttVersion now;
    private boolean proved;
    /** 3.1.1 worked until the connection was lost: one attempt in 5 is made. */
    private boolean trial;

    private int hungUp;

    private ProtocolVersion(boolean fixed, MqttVersion first) {
        this.fixed = fixed;
        this.now = first;
    }

    /**
     * By the word of a setting; {@link IllegalArgumentException} names it and what is allowed.
     *
     * @param stamped whether the broker stamps the time of arrival, which only MQTT 5 can carry: {@code auto} is 5 then
     */
    static ProtocolVersion of(String setting, String word, boolean stamped) {
        return switch (word) {
            case "auto" -> new ProtocolVersion(stamped, MqttVersion.MQTT_5_0);
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
        trial = false;
        hungUp = 0;
    }

    /** A connection that there was is no more; whether the next attempt is to be in the other version, {@link #now} then. */
    synchronized boolean lost() {
        if (fixed || now == MqttVersion.MQTT_5_0) {
            return false;
        }
        turn();
        trial = true;
        return true;
    }

    /** No connection came about; whether the next attempt is to be in the other version, which is {@link #now} then. */
    synchronized boolean failed(Throwable cause) {
        if (fixed || !mayBeTheVersion(cause)) {
            return false;
        }
        turn();
        return true;
    }

    private void turn() {
        now = now == MqttVersion.MQTT_5_0 ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5_0;
        proved = false;
        trial = false;
        hungUp = 0;
    }

    private boolean mayBeTheVersion(Throwable cause) {
        return switch (cause) {
            case Mqtt5ConnAckException refused ->
                // Any other refusal is an answer in MQTT 5: it wants another user, say.
                refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
            // Also when we waited for the answer in vain, which says nothing; but 3.1.1 worked.
            case Mqtt5DisconnectException unreadable -> trial || isOlderAnswer(unreadable);
            case ConnectionClosedException closed
            when now == MqttVersion.MQTT_5_0 -> !proved && ++hungUp >= (trial ? 1 : HUNG_UP);
            // Hung up on in both: it says nothing of the version.
            case ConnectionClosedException closed -> !proved;
            default -> false;
        };
    }

    private static boolean isOlderAnswer(Mqtt5DisconnectException unreadable) {
        return unreadable.getCause() instanceof MqttDecodeException undecoded
                && undecoded.getMessage().equals(SHORT_CONNACK);
    }
}
