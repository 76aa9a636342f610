package io.hearth.coredata.deadletter;

/**
 * A dead letter as it is answered.
 *
 * @param id          names it in the list
 * @param service     who could not use it
 * @param topic       where it came from
 * @param reason      a short word for machines, e.g. {@code not-a-number}
 * @param detail      what is wrong, for people
 * @param payload     the message or its beginning, base64
 * @param payloadSize how many bytes the message had
 * @param time        when, Unix ns
 * @param replayable  whether all of the message is kept, so that it can be published again
 */
public record ShownLetter(
        String id,
        String service,
        String topic,
        String reason,
        String detail,
        String payload,
        int payloadSize,
        long time,
        boolean replayable) {}
