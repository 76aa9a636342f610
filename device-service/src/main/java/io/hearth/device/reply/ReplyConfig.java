package io.hearth.device.reply;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Replies of devices to commands. */
public interface ReplyConfig {
    /** EdgeX's {@code ResponseTopic}: where devices reply, the last level being the id that the request had. */
    @WithDefault("command/response/#")
    String topic();

    /** How long a device may take to reply, or to prove that it did what it was told. */
    @WithDefault("4s")
    Duration timeout();

    /** How many replies may be waited for at once; commands beyond it are answered 503. */
    @WithDefault("10000")
    int maxAwaited();

    /** How many of them may be of one device, so that one that is silent does not take those of all others. */
    @WithDefault("1000")
    int maxAwaitedPerDevice();

    /** How many resources of one command are asked for at once. */
    @WithDefault("16")
    int maxParallel();
}
