package io.hearth.runtime.redis;

/** Redis did not take a command or did not answer in time; nothing is known of what it did. */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what failed, for the one who asked. */
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether Redis has no memory left for anything new ({@code maxmemory}); it goes on reading and removing. */
    public boolean isFull() {
        return String.valueOf(getMessage()).contains("OOM ");
    }
}
