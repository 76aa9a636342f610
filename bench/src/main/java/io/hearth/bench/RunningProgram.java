package io.hearth.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * The program that a run has started last. Once a thread has ended it, to take down what was put up, only that thread starts another:
 * whoever goes on to put something up would do so behind its back.
 */
public final class RunningProgram {
    private Optional<Process> running = Optional.empty();
    private Optional<Thread> endedBy = Optional.empty();

    /** Starts it; fails with {@link IllegalStateException} when another thread has ended the one before. */
    public synchronized Process start(ProcessBuilder program) throws IOException {
        if (endedBy.filter(thread -> !thread.equals(Thread.currentThread())).isPresent()) {
            throw new IllegalStateException("void: the run was ended before " + String.join(" ", program.command()));
        }
        Process process = program.start();
        running = Optional.of(process);
        return process;
    }

    /** Ends it with what it has started, and returns when that is gone. */
    public synchronized void end() {
        endedBy = Optional.of(Thread.currentThread());
        running.map(Process::toHandle).map(ProcessTree::new).ifPresent(ProcessTree::end);
    }
}
