package io.hearth.rules.check;

import io.hearth.rules.rule.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.BitSet;

/** The seconds of a week that a schedule covers, Monday's first in front; clocks that are set are passed over. */
record WeekTimes(BitSet seconds) {
    private static final int DAY = 86_400;
    private static final int WEEK = 7 * DAY;

    static WeekTimes of(Schedule schedule) {
        BitSet seconds = new BitSet(WEEK);
        int from = schedule.from().toSecondOfDay();
        int to = schedule.to().toSecondOfDay();
        int lasts = to > from ? to - from : to - from + DAY;
        for (DayOfWeek day : schedule.days()) {
            int begin = (day.getValue() - 1) * DAY + from;
            int end = begin + lasts;
            seconds.set(begin, Math.min(end, WEEK));
            if (end > WEEK) {
                seconds.set(0, end - WEEK);
            }
        }
        return new WeekTimes(seconds);
    }

    boolean meets(WeekTimes other) {
        return seconds.intersects(other.seconds);
    }

    /** The longest time without a gap; without end when it is the whole week. */
    Duration longest() {
        int gap = seconds.nextClearBit(0);
        if (gap >= WEEK) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
        int longest = 0;
        int lasted = 0;
        // Once round, from a second that is not covered.
        for (int i = 1; i <= WEEK; i++) {
            lasted = seconds.get((gap + i) % WEEK) ? lasted + 1 : 0;
            longest = Math.max(longest, lasted);
        }
        return Duration.ofSeconds(longest);
    }
}
