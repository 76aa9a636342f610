package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginClockTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOON_NS = NOON.getEpochSecond() * 1_000_000_000L;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void a_clock_that_stands_still_gives_growing_origins() throws IOException {
        OriginClock clock = at(NOON);

        assertThat(clock.next()).isEqualTo(NOON_NS);
        assertThat(clock.next()).isEqualTo(NOON_NS + 1);
    }

    @Test
    void a_clock_that_went_back_while_the_box_was_off_is_gone_on_from() throws IOException {
        at(NOON).next();

        assertThat(at(NOON.minusSeconds(30)).next()).isEqualTo(NOON_NS + 1);
    }

    @Test
    void an_origin_far_in_the_future_was_a_wrong_clocks_and_is_forgotten() throws IOException {
        at(NOON.plus(Duration.ofDays(3650))).next();

        assertThat(at(NOON).next()).isEqualTo(NOON_NS);
    }

    private OriginClock at(Instant now) throws IOException {
        return OriginClock.goingOnFrom(folder.resolve("last"), Clock.fixed(now, ZoneOffset.UTC), HOUR);
    }
}
