package io.hearth.device.mapping;

import java.time.Duration;
import java.util.Optional;

/**
 * How a device replies to what it is asked or told.
 *
 * @param topic       where the reply comes, with {@code {device}}, {@code {resource}} and {@code {correlation}}
 * @param correlation by what it is known
 * @param codec       how its payload is read
 * @param ok          what it must be for success; absent: anything will do
 * @param error       what makes it a failure; absent: nothing does
 * @param timeout     how long it may take; absent: as the setting says
 */
public record ReplyRule(
        TopicTemplate topic,
        Correlation correlation,
        Codec codec,
        Optional<ReplyTest> ok,
        Optional<ReplyTest> error,
        Optional<Duration> timeout) {}
