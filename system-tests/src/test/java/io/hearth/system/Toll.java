package io.hearth.system;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a fault cost, a line of the table.
 *
 * @param missing     acknowledged to the publisher, and not stored
 * @param owed        of those, what the fault may not take
 * @param twice       stored twice, but for what the publisher itself may have sent twice
 * @param again       from the beginning of the fault until what was sent behind it was stored, and so all before it
 * @param cold        how many rooms got cold meanwhile
 * @param notHeated   of those, whose heaters were not told
 * @param heatedTwice of those, whose heaters were told twice
 * @param waiting     what the rules engine was still about to do for them
 */
record Toll(
        Outage outage,
        int acknowledged,
        int stored,
        Set<Integer> missing,
        Set<Integer> owed,
        Set<Integer> twice,
        Duration again,
        int cold,
        List<String> notHeated,
        List<String> heatedTwice,
        List<String> waiting) {
    private static final String LINE = "| %-34s | %12s | %6s | %7s | %5s | %12s | %4s | %10s | %12s | %8s |%n";

    /** In Markdown. */
    static String table(List<Toll> tolls) {
        StringBuilder text = new StringBuilder();
        text.append(LINE.formatted(
                "fault",
                "acknowledged",
                "stored",
                "missing",
                "twice",
                "stored again",
                "cold",
                "not heated",
                "heated twice",
                "ended in"));
        text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|").append(System.lineSeparator());
        tolls.forEach(toll -> text.append(toll.line()));
        return text.toString();
    }

    /** One line of it. */
    String line() {
        return LINE.formatted(
                outage.of(),
                "%,d".formatted(acknowledged),
                "%,d".formatted(stored),
                missing.size(),
                twice.size(),
                seconds(again),
                cold,
                notHeated.size(),
                heatedTwice.size(),
                outage.ended().map(Toll::seconds).orElse(""));
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
