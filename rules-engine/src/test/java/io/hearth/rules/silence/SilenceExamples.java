package io.hearth.rules.silence;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** Reads examples of silences as the service does. */
public final class SilenceExamples {
    private SilenceExamples() {}

    public static void read(byte[] json, Clock clock) {
        new SilenceRequests(new LongBounds(), ZoneOffset.UTC, clock).read(json, "person:alice");
    }

    private record LongBounds() implements SilenceConfig {
        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public Duration kept() {
            return Duration.ZERO;
        }

        @Override
        public Duration longest() {
            return Duration.ofDays(366);
        }

        @Override
        public int commentLength() {
            return 1024;
        }
    }
}
