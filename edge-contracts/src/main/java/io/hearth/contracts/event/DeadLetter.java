package io.hearth.contracts.event;

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
 */
public record DeadLetter(
        @NotBlankName String service,
        String topic,
        @NotBlankName String reason,
        String detail,
        String payload,
        int payloadSize,
        long time) {}
