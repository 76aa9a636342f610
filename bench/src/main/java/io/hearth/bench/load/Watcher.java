package io.hearth.bench.load;

/** Looks for readings where they are stored, and says of each that it came. */
interface Watcher extends AutoCloseable {
    @Override
    void close();
}
