package io.hearth.device.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** docs/decisions/0018: whose word counts. */
class OfflineDevicesTest {
    private static final OperatingState UP = OperatingState.UP;
    private static final OperatingState DOWN = OperatingState.DOWN;

    /** core-metadata, with one device in it. */
    private Device boiler = Samples.device("boiler", "boiler");

    private long modified = 1;
    private final Map<String, OperatingState> wanted = new LinkedHashMap<>();
    private final Path file;
    private OfflineDevices devices;

    OfflineDevicesTest() {
        try {
            file = Files.createTempDirectory("offline").resolve("offline-devices");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    private void restart() {
        wanted.clear();
        devices = new OfflineDevices(
                DurableNotes.open(file),
                name -> name.equals("boiler") ? Optional.ofNullable(boiler) : Optional.empty(),
                new Wishes() {
                    @Override
                    public void want(String device, OperatingState state) {
                        wanted.put(device, state);
                    }

                    @Override
                    public boolean withdraw(String device) {
                        wanted.remove(device);
                        return true;
                    }

                    @Override
                    public void shown(String device) {}

                    @Override
                    public void settled(String device) {
                        wanted.remove(device);
                    }
                });
        compare();
    }

    private void compare() {
        devices.compare(device -> {});
    }

    private void set(AdminState admin, OperatingState operating) {
        boiler = new Device(
                null,
                ++modified,
                "",
                "boiler",
                "",
                "",
                admin,
                operating,
                List.of(),
                null,
                "device-mqtt",
                "boiler",
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
        compare();
    }

    private void person(OperatingState state) {
        set(AdminState.UNLOCKED, state);
    }

    /** core-metadata is told what is wanted, and tells of it. */
    private void taken() {
        if (!wanted.isEmpty()) {
            set(boiler.adminState(), wanted.get("boiler"));
        }
    }

    private void says(boolean online) {
        if (online) {
            devices.online("boiler", 2);
        } else {
            devices.offline("boiler", Cause.STATUS, 1, 0);
        }
    }

    private OperatingState state() {
        return boiler.operatingState();
    }

    @Test
    void one_that_goes_is_down_and_one_that_comes_back_is_up() {
        says(false);
        taken();
        assertThat(state()).isEqualTo(DOWN);
        says(true);
        taken();
        assertThat(state()).isEqualTo(UP);
        assertThat(wanted).isEmpty();
    }

    @Test
    void one_that_a_person_set_down_stays_down_whatever_it_says() {
        person(DOWN);
        says(true);
        says(false);
        says(true);
        taken();
        assertThat(state()).isEqualTo(DOWN);
        person(UP);
        says(false);
        taken();
        assertThat(state()).isEqualTo(DOWN);
    }

    @Test
    void one_that_a_person_set_up_although_it_is_offline_stays_up_until_it_says_something_new() {
        says(false);
        taken();
        person(UP);
        assertThat(wanted).isEmpty();
        restart();
        assertThat(wanted).isEmpty();
        says(false);
        taken();
        assertThat(state()).isEqualTo(DOWN);
    }

    @Test
    void what_core_metadata_said_before_it_was_told_is_nobodys_word() {
        person(UP);
        Device before = boiler;
        says(false);
        taken();
        Device after = boiler;
        boiler = before;
        compare();
        boiler = after;
        compare();
        says(true);
        taken();
        assertThat(state()).isEqualTo(UP);
    }

    @Test
    void one_that_is_locked_is_left_alone_until_it_is_unlocked() {
        set(AdminState.LOCKED, UP);
        says(false);
        assertThat(wanted).isEmpty();
        set(AdminState.UNLOCKED, UP);
        assertThat(wanted).containsEntry("boiler", DOWN);
    }

    @Test
    void a_restart_in_between_forgets_nothing() {
        says(false);
        restart();
        taken();
        assertThat(state()).isEqualTo(DOWN);
        restart();
        says(true);
        restart();
        taken();
        assertThat(state()).isEqualTo(UP);
        restart();
        assertThat(wanted).isEmpty();
        assertThat(devices.size()).isZero();
    }

    @Test
    void any_message_ends_a_silence_and_only_its_word_ends_what_its_will_said() {
        devices.offline("boiler", Cause.SILENCE, 1, 0);
        taken();
        devices.heard("boiler", 2);
        taken();
        assertThat(state()).isEqualTo(UP);

        devices.offline("boiler", Cause.SILENCE, 3, 0);
        says(false);
        taken();
        devices.heard("boiler", 4);
        taken();
        assertThat(state()).isEqualTo(DOWN);
    }

    @Test
    void what_its_broker_told_its_broker_may_take_back_and_no_message_that_was_under_way() {
        devices.disconnected("boiler", "default/kiln", 1, 0);
        taken();
        devices.heard("boiler", 2);
        assertThat(wanted).isEmpty();
        devices.connected("boiler", 3);
        taken();
        assertThat(state()).isEqualTo(UP);

        devices.disconnected("boiler", "default/kiln", 4, 0);
        says(false);
        taken();
        devices.connected("boiler", 5);
        assertThat(wanted).isEmpty();
        says(true);
        taken();
        assertThat(state()).isEqualTo(UP);
    }

    @Test
    void what_a_broker_told_of_a_client_ends_when_the_device_is_that_client_no_more() {
        devices.disconnected("boiler", "default/kiln 1", 1, 0);
        taken();
        devices.keep(device -> Optional.of("default/kiln 1"), 2);
        restart();
        devices.keep(device -> Optional.of("default/kiln 1"), 2);
        assertThat(wanted).isEmpty();
        assertThat(devices.isOffline("boiler")).isTrue();

        devices.keep(device -> Optional.of("plant/kiln 1"), 3);
        taken();
        assertThat(state()).isEqualTo(UP);

        devices.disconnected("boiler", "plant/kiln 1", 4, 0);
        taken();
        devices.keep(device -> Optional.empty(), 5);
        taken();
        assertThat(state()).isEqualTo(UP);

        says(false);
        taken();
        devices.keep(device -> Optional.empty(), 6);
        assertThat(devices.isOffline("boiler")).as("it said so itself").isTrue();
    }

    @Test
    void a_message_that_was_under_way_when_its_will_came_does_not_end_what_that_said() throws Exception {
        devices.offline("boiler", Cause.SILENCE, 1, 0);
        Thread message = new Thread(() -> devices.heard("boiler", 2));
        synchronized (devices) {
            message.start();
            await().until(() -> message.getState() == Thread.State.BLOCKED);
            says(false);
        }
        message.join();
        assertThat(devices.isOffline("boiler")).isTrue();
    }

    @Test
    void a_device_that_is_gone_is_forgotten() {
        says(false);
        boiler = null;
        compare();
        assertThat(devices.size()).isZero();
        assertThat(DurableNotes.open(file).all()).isEmpty();
    }

    enum Step {
        ONLINE,
        OFFLINE,
        TAKEN,
        COMPARED,
        RESTARTED
    }

    @Property(tries = 1000)
    void in_whatever_order_things_happen_the_state_becomes_what_the_device_said_last(
            @ForAll @Size(max = 30) List<Step> steps) {
        OfflineDevicesTest fresh = new OfflineDevicesTest();
        boolean online = true;
        for (Step step : steps) {
            switch (step) {
                case ONLINE -> {
                    fresh.says(true);
                    online = true;
                }
                case OFFLINE -> {
                    fresh.says(false);
                    online = false;
                }
                case TAKEN -> fresh.taken();
                case COMPARED -> fresh.compare();
                case RESTARTED -> fresh.restart();
            }
        }
        fresh.taken();
        fresh.compare();
        fresh.taken();
        assertThat(fresh.state()).isEqualTo(online ? UP : DOWN);
        assertThat(fresh.wanted).isEmpty();
    }
}
