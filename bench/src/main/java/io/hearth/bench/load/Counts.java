package io.hearth.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was counted of a load, each number by someone else.
 *
 * @param acknowledged by the devices
 * @param stored       as the target says
 * @param kept         where it is kept
 * @param crossings    how many of the acknowledged readings must bring a command
 * @param fired        as the rules say; empty when they say nothing
 * @param commanded    by the devices that get commands; empty when none are expected
 * @param overtaken    commands that were not sent, since a newer one was decided before their turn
 * @param unseen       watched readings that were not seen to be stored
 * @param strange      what should not have come, empty when there was nothing
 */
record Counts(
        long acknowledged,
        long stored,
        long kept,
        long crossings,
        OptionalLong fired,
        OptionalLong commanded,
        long overtaken,
        long unseen,
        String strange) {

    /** Where they do not agree; empty when they do. */
    Optional<String> disagreement() {
        List<String> all = new ArrayList<>();
        differs(all, acknowledged, "readings were acknowledged", stored, "stored");
        differs(all, stored, "readings were said to be stored", kept, "kept");
        fired.ifPresent(count -> differs(all, crossings, "readings had to fire a rule", count, "did"));
        commanded.ifPresent(count -> differs(
                all,
                crossings,
                "readings had to bring a command",
                count + overtaken,
                overtaken == 0 ? "commands came" : "commands came or were overtaken"));
        if (unseen > 0) {
            all.add("%,d watched readings were not seen to be stored".formatted(unseen));
        }
        if (!strange.isEmpty()) {
            all.add(strange);
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    private static void differs(List<String> all, long expected, String what, long counted, String verb) {
        if (expected != counted) {
            all.add("%,d %s, %,d %s".formatted(expected, what, counted, verb));
        }
    }
}
