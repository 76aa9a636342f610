package io.hearth.device.reply;

import java.util.OptionalLong;

/**
 * When a report came.
 *
 * @param stamp when the devices' broker got it, Unix ns; empty when it does not say, or by another clock than ours
 * @param at    when it came to us, by {@link System#nanoTime}
 */
public record Received(OptionalLong stamp, long at) {}
