package io.hearth.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;

/**
 * A message that could not be used, kept with the reason.
 *
 * @param service     who could not use it
 * @param topic       where it came from
 * @param reason      a short word for machines, e.g. {@code not-a-number}
 * @param detail      what is wrong, for people
 * @param payload     the first bytes of the message, base64
 * @param payloadSize how many bytes the message had
 * @param time        when, Unix ns
 * @param broker      at which of the devices' brokers it came; not empty: the service that put it aside reads it again itself,
 *                    where {@link io.hearth.contracts.bus.Topics#replays} tells it to; else it is published again on its topic
 * @param used        what of the message was used all the same, in words of that service; empty: nothing
 */
public record DeadLetter(
        @NotBlankName String service,
        String topic,
        @NotBlankName String reason,
        String detail,
        String payload,
        int payloadSize,
        long time,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String broker,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String used) {
    public DeadLetter {
        broker = broker == null ? "" : broker;
        used = used == null ? "" : used;
    }

    /** One of which nothing was used, and that is published again on its topic when it is to be tried again. */
    public DeadLetter(
            String service, String topic, String reason, String detail, String payload, int payloadSize, long time) {
        this(service, topic, reason, detail, payload, payloadSize, time, "", "");
    }
}
