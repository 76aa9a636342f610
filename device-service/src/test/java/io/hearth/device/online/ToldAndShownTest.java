package io.hearth.device.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Between telling core-metadata a state and its showing lie two ways, and things happen meanwhile. */
class ToldAndShownTest {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Deque<OperatingState> told = new ArrayDeque<>();
    private final Deque<Device> unseen = new ArrayDeque<>();
    private final Pacing pacing = new Pacing(1_000_000, Duration.ZERO, RETRY, 0);
    private final OfflineDevices devices;
    private long now;
    /** Of one that was never modified core-metadata may say no time. */
    private long modified = -1;

    private Device inMetadata = boiler(OperatingState.UP);
    private Device shown = inMetadata;

    ToldAndShownTest() {
        try {
            devices = new OfflineDevices(
                    DurableNotes.open(Files.createTempDirectory("told").resolve("offline-devices")),
                    name -> Optional.of(shown),
                    new Wishes() {
                        @Override
                        public void want(String device, OperatingState state) {
                            pacing.want(device, state, now);
                        }

                        @Override
                        public boolean withdraw(String device) {
                            return pacing.withdraw(device);
                        }

                        @Override
                        public void shown(String device) {
                            pacing.shown(device, now);
                        }

                        @Override
                        public void settled(String device) {
                            pacing.settled(device);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Device boiler(OperatingState state) {
        modified++;
        return new Device(
                null,
                modified == 0 ? null : modified,
                "",
                "boiler",
                "",
                "",
                AdminState.UNLOCKED,
                state,
                List.of(),
                null,
                "device-mqtt",
                "boiler",
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** What happens, one after another in any order. */
    enum Step {
        SAYS_ONLINE,
        SAYS_OFFLINE,
        TOLD,
        TAKEN,
        SHOWN,
        READ_AGAIN
    }

    private void happens(Step... steps) {
        for (Step step : steps) {
            switch (step) {
                case SAYS_ONLINE -> devices.online("boiler", 1);
                case SAYS_OFFLINE -> devices.offline("boiler", Cause.STATUS, 1, 0);
                case TOLD ->
                    devices.telling(() -> pacing.next(now))
                            .map(Pacing.Due::state)
                            .ifPresent(told::add);
                case TAKEN -> {
                    if (!told.isEmpty()) {
                        inMetadata = boiler(told.poll());
                        unseen.add(inMetadata);
                    }
                }
                case SHOWN -> {
                    shown = unseen.isEmpty() ? shown : unseen.poll();
                    compare();
                }
                case READ_AGAIN -> compare();
            }
        }
    }

    private void compare() {
        devices.compare(device -> {
            throw new AssertionError("nobody else has set " + device);
        });
    }

    private void allIsDone() {
        for (int i = 0; i < 5; i++) {
            while (!told.isEmpty() || !unseen.isEmpty()) {
                happens(Step.TAKEN, Step.SHOWN);
            }
            happens(Step.TOLD);
            now += RETRY.toNanos();
        }
    }

    @Test
    void one_that_is_back_before_down_shows_is_up_in_the_end() {
        happens(Step.SAYS_OFFLINE, Step.TOLD, Step.SAYS_ONLINE, Step.READ_AGAIN);
        allIsDone();
        assertThat(inMetadata.operatingState()).isEqualTo(OperatingState.UP);
    }

    @Test
    void one_that_goes_again_before_up_shows_is_down_in_the_end() {
        happens(Step.SAYS_OFFLINE, Step.TOLD, Step.TAKEN, Step.SHOWN);
        happens(Step.SAYS_ONLINE, Step.TOLD, Step.SAYS_OFFLINE, Step.READ_AGAIN);
        allIsDone();
        assertThat(inMetadata.operatingState()).isEqualTo(OperatingState.DOWN);
    }

    @Property(tries = 2000)
    void however_late_core_metadata_shows_what_it_was_told_the_state_becomes_what_the_device_said_last(
            @ForAll @Size(max = 40) List<Step> steps) {
        ToldAndShownTest fresh = new ToldAndShownTest();
        boolean online = true;
        for (Step step : steps) {
            fresh.happens(step);
            online = step == Step.SAYS_ONLINE || step != Step.SAYS_OFFLINE && online;
        }
        fresh.allIsDone();
        assertThat(fresh.inMetadata.operatingState()).isEqualTo(online ? OperatingState.UP : OperatingState.DOWN);
        assertThat(fresh.pacing.size()).isZero();
        assertThat(fresh.devices.of("boiler").isPresent()).isEqualTo(!online);
    }
}
