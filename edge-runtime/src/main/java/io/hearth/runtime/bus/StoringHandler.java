package io.hearth.runtime.bus;

import java.time.Duration;
import java.util.List;

/**
 * Does the work of messages at once and makes it durable a little later, what several batches brought about together. All of them are
 * acknowledged to the broker when it is; killed before that, they come again.
 */
public interface StoringHandler {
    /**
     * How much is made durable together.
     *
     * @param messages so many wait for it at most, or as many as one batch has: more than a broker sends before it is acknowledged
     *     something would wait for the time to pass
     * @param longest  how long any of them waits
     */
    record Together(int messages, Duration longest) {
        /** What each batch brings about is made durable by itself. */
        public static final Together NOT = new Together(1, Duration.ZERO);
    }

    /**
     * Takes a batch, in the order in which the broker sent it, behind all that was taken before. Throwing means "not now": the same batch
     * comes again, before anything behind it.
     *
     * @return whether all that was taken until now is durable; when not, {@link #store} is called in time
     */
    boolean take(List<BusMessage> batch) throws Exception;

    /** Makes all that was taken durable; throwing means "not now", and nothing more is taken until it is. */
    void store() throws Exception;
}
