package io.hearth.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of a process and of all that it has started, MiB, as the kernel counts it ({@code smaps_rollup}).
 *
 * @param resident     every page that is in memory, also those that others have too (libraries, the AOT cache)
 * @param proportional the same, a page that n processes have counted as the n-th part of one
 * @param anonymous    what is no file's: heap, metaspace, stacks, compiled code; what no other process can have too
 */
record Memory(double resident, double proportional, double anonymous) {
    private static final double KIBI = 1024;

    static Memory of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessHandle::pid)
                .map(Memory::of)
                .reduce(new Memory(0, 0, 0), Memory::plus);
    }

    private static Memory of(long pid) {
        try {
            String rollup = Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
            return new Memory(line(rollup, "Rss"), line(rollup, "Pss"), line(rollup, "Anonymous"));
        } catch (IOException e) {
            throw new IllegalStateException("void: process " + pid + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static double line(String rollup, String name) {
        return rollup.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBI)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("void: this kernel does not say " + name));
    }

    /** In this order. */
    List<Double> ways() {
        return List.of(resident, proportional, anonymous);
    }

    private Memory plus(Memory other) {
        return new Memory(resident + other.resident, proportional + other.proportional, anonymous + other.anonymous);
    }
}
