package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The order of commands to one device: {@code hearth.device.order.*}. */
public interface OrderConfig {
    /**
     * How many writes of one device may be under way or wait for their turn; beyond it they are answered 503. As many again may
     * wait of those from the bus, and of its reads from the bus.
     */
    @WithDefault("100")
    int maxWaiting();

    /** How long a command may wait for its turn; past it it is answered 503, and nothing was sent. */
    @WithDefault("4s")
    Duration maxWait();
}
