package io.hearth.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes take of the machine.
 *
 * @param processorNanos the processors' time that they have used until now
 * @param residentKib    memory, with what several share counted in parts (Pss), KiB; 0 where the system does not say
 */
record Usage(long processorNanos, long residentKib) {
    static Usage of(List<ProcessHandle> processes) {
        long nanos = 0;
        long kib = 0;
        for (ProcessHandle process : processes) {
            nanos += process.info()
                    .totalCpuDuration()
                    .map(time -> time.toNanos())
                    .orElse(0L);
            kib += resident(process.pid());
        }
        return new Usage(nanos, kib);
    }

    /** The processors' time since then for each of so many messages, us. */
    double microsSince(Usage before, long messages) {
        return (processorNanos - before.processorNanos) / 1e3 / Math.max(1, messages);
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException notSaid) {
            return 0;
        }
    }
}
