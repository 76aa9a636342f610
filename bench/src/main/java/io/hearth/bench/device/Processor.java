package io.hearth.bench.device;

/** The processors' time of a process. */
final class Processor {
    private Processor() {}

    /** What it has used until now, ns. */
    static long nanos(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("void: process " + process.pid() + " has ended"))
                .toNanos();
    }
}
