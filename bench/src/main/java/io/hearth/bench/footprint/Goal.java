package io.hearth.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** At most so many seconds from the start to ready, and so many MiB resident when idle. */
record Goal(double seconds, double mebibytes) {

    /** What is reached and what is missed, in words. */
    String judge(double ready, double resident) {
        List<String> missed = new ArrayList<>();
        if (ready > seconds) {
            missed.add(String.format(Locale.ROOT, "%.2f s", ready - seconds));
        }
        if (resident > mebibytes) {
            missed.add(String.format(Locale.ROOT, "%.0f MiB", Math.ceil(resident - mebibytes)));
        }
        String goal = String.format(Locale.ROOT, "%.1f s, %.0f MiB: ", seconds, mebibytes);
        return goal + (missed.isEmpty() ? "reached" : "missed by " + String.join(" and ", missed));
    }
}
