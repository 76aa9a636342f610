package io.hearth.runtime.testing;

/** A server that was started, until it is gone. */
interface Running {
    boolean isAlive();

    /** Ends it at once (SIGKILL), and waits until its ports are free. */
    void kill();

    /** Ends it as an operator does (SIGTERM), and waits until its ports are free. */
    void stop();

    /** Lets it stand still. */
    void pause();

    /** Lets it go on. */
    void resume();

    /** What it said. */
    String log();
}
