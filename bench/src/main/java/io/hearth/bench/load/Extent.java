package io.hearth.bench.load;

import java.util.List;

/**
 * How much is done.
 *
 * @param runs         each from a fresh start, the targets in turns
 * @param warmUp       before anything is counted
 * @param step         seconds of one rate while the highest is looked for
 * @param seconds      of a load that is measured
 * @param soak         minutes of the soak
 * @param minute       seconds of each of them
 * @param search       how the highest rate is looked for
 * @param rules        the numbers of rules
 * @param devices      the numbers of devices
 * @param clients      the numbers of clients of a live stream
 * @param requests     for readings
 */
record Extent(
        int runs,
        WarmUp warmUp,
        double step,
        double seconds,
        int soak,
        double minute,
        Bisection search,
        List<Integer> rules,
        List<Integer> devices,
        List<Integer> clients,
        int requests) {
    /** As results are made. */
    static final Extent FULL = new Extent(
            3,
            new WarmUp(1_000, 64_000, 8, 12),
            8,
            30,
            60,
            60,
            new Bisection(4_000, 128_000, 1.05),
            List.of(1, 100, 10_000, 100_000),
            List.of(1, 100, 10_000, 100_000),
            List.of(1, 10, 100, 1_000),
            20_000);

    /** Only to see that it works. */
    static final Extent SHORT = new Extent(
            1,
            new WarmUp(200, 400, 0.5, 2),
            0.5,
            1,
            2,
            1,
            new Bisection(200, 400, 1.9),
            List.of(1, 20),
            List.of(1, 20),
            List.of(1, 10),
            160);

    /** The same in so many runs. */
    Extent runs(int count) {
        return new Extent(count, warmUp, step, seconds, soak, minute, search, rules, devices, clients, requests);
    }
}
