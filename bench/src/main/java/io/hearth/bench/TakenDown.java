package io.hearth.bench;

/** What a run has put up and takes down once: when it closes this, or when it is ended (SIGINT, SIGTERM) before that. */
public final class TakenDown implements AutoCloseable {
    private final Runnable down;
    private final Thread hook = new Thread(this::close, "take-down");
    private boolean done;

    /** From now on; whoever goes on to put it up is then in the middle of that, which the way down has to see to. */
    public TakenDown(Runnable down) {
        this.down = down;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Takes it down, or returns when whoever does is through. */
    @Override
    public synchronized void close() {
        if (done) {
            return;
        }
        done = true;
        down.run();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isThisEnd) {
            // which was it
        }
    }
}
