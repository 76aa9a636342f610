package io.hearth.bench.load;

import java.io.IOException;

/** A question that is asked of all targets. */
interface Experiment {
    /** Runs it. */
    Table run(Field field) throws IOException, InterruptedException;
}
