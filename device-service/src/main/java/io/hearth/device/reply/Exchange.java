package io.hearth.device.reply;

import java.time.Duration;

/**
 * A request to a device and where its reply comes.
 *
 * @param device  whose it is
 * @param broker  the name of the broker where it goes, which the topics are those of
 * @param topic   where the request goes
 * @param payload its payload
 * @param qos     0, 1 or 2
 * @param retain  whether the broker keeps the request
 * @param key     what the reply is known by
 * @param replyTo where the reply is expected, for messages to people
 * @param timeout how long it may take
 * @param form    how the device replies
 */
public record Exchange(
        String device,
        String broker,
        String topic,
        byte[] payload,
        int qos,
        boolean retain,
        String key,
        String replyTo,
        Duration timeout,
        Form form) {
    /** How a device replies. */
    public enum Form {
        /** As EdgeX's device-mqtt has it. */
        EDGEX,
        /** On a topic of its own. */
        OWN,
        /** To the response topic of MQTT 5, with the key as correlation data. */
        MQTT5
    }
}
