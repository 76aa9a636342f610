package io.hearth.examples.bikeshare;

import io.hearth.examples.Loading;
import io.hearth.examples.Refused;
import io.hearth.examples.Terminal;
import io.hearth.examples.bikeshare.bike.Bike;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells Hearth of the fleet, and how long that takes. */
final class Adding {
    private static final int AT_ONCE = 1_000;

    private final Loading loading;
    private final Terminal terminal;

    Adding(Loading loading, Terminal terminal) {
        this.loading = loading;
        this.terminal = terminal;
    }

    void add(FleetFiles files, List<Bike> bikes) throws Refused, InterruptedException {
        long began = System.nanoTime();
        loading.load(files.kinds());
        for (int from = 0; from < bikes.size(); from += AT_ONCE) {
            List<Bike> some = bikes.subList(from, Math.min(bikes.size(), from + AT_ONCE));
            loading.devices(some.stream().map(FleetFiles::device).toList());
            if (bikes.size() > AT_ONCE) {
                terminal.say("added " + (from + some.size()) + " of " + bikes.size() + " bikes, " + since(began));
            }
        }
        // Behind the bikes: a bike that says nothing is silent from when its rule begins.
        loading.rules(files.rules());
        terminal.say("loaded: " + files.kinds().profiles().size() + " profile, " + bikes.size() + " bikes, "
                + files.rules().size() + " rules in " + since(began));
    }

    private static String since(long began) {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }
}
