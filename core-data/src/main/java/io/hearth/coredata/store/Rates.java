package io.hearth.coredata.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often devices report, as far as queries have seen it. From that and the time of each device's latest event follows about
 * how far back the newest events of all reach, and how many of them each device has. A wrong guess costs a round trip.
 */
final class Rates {
    private final Map<String, Double> eventsPerMilli = new ConcurrentHashMap<>();
    private final int most;

    /** @param most how many devices are remembered; past it all are forgotten and learned anew */
    Rates(int most) {
        this.most = most;
    }

    /** Notes that so many events of a device were within so many ms. */
    void seen(String device, int events, long millis) {
        if (eventsPerMilli.size() >= most) {
            eventsPerMilli.clear();
        }
        eventsPerMilli.put(device, (double) events / Math.max(1, millis));
    }

    /**
     * What to begin with.
     *
     * @param oldest how far back the wanted events reach, Unix ms
     * @param share  how many events to read of a device that is not known
     */
    record Guess(Rates rates, double oldest, long until, int share) {
        /** How many events to read of a device at first. */
        int of(Devices.Latest device) {
            Double rate = rates.eventsPerMilli.get(device.device());
            if (rate == null || !isKnown()) {
                return share;
            }
            double wanted = (Math.min(device.millis(), until) - oldest) * rate;
            // Somewhat more, as another round trip costs more than some events.
            return (int) Math.clamp(wanted * 1.2 + 2, 1, Integer.MAX_VALUE);
        }

        /** Whether there is one. */
        boolean isKnown() {
            return oldest > Double.NEGATIVE_INFINITY;
        }

        /** Whether some of the wanted events are probably the device's. */
        boolean isIn(Devices.Latest device) {
            return device.newestReading() >= oldest;
        }
    }

    /**
     * Guesses of which devices the newest events are; of one device there is nothing to guess.
     *
     * @param devices the one with the latest event first
     * @param until   the last ms in which wanted events can be
     * @param wanted  how many events
     * @param share   how many to read of a device that is not known
     */
    Guess newest(List<Devices.Latest> devices, long until, long wanted, int share) {
        // An event from the future says nothing of how often its device reports.
        long end = Math.min(until, Clock.systemUTC().millis());
        double rate = 0;
        double sum = 0;
        double oldest = Double.NEGATIVE_INFINITY;
        for (Devices.Latest device : devices.size() > 1 ? devices : List.<Devices.Latest>of()) {
            double millis = Math.min(device.millis(), end);
            if (rate > 0 && millis < oldest) {
                break;
            }
            Double known = eventsPerMilli.get(device.device());
            if (known != null) {
                rate += known;
                sum += millis * known;
                oldest = (sum - wanted) / rate;
            }
        }
        return new Guess(this, oldest, end, share);
    }
}
