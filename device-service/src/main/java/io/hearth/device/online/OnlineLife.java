package io.hearth.device.online;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.DeviceConfig;
import io.hearth.device.OnlineConfig;
import io.hearth.device.intake.IntakeLife;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.OperatingStates;
import io.hearth.device.reply.Replies;
import io.hearth.runtime.bus.Bus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Hears what devices say, notices what they do not say, and has core-metadata told of it. */
@Singleton
class OnlineLife {
    private static final Logger LOG = Logger.getLogger(OnlineLife.class);
    private static final Duration TICK = Duration.ofMillis(250);
    /** Where no device is to be heard of within a time. */
    private static final Duration IDLE_TICK = Duration.ofSeconds(1);
    /** In one tick: a hundred thousand silent devices take some seconds, and nothing else waits for them. */
    private static final int LOOKED_AT = 5_000;

    private static final int FIRST = 1000;

    private final DeviceCatalog catalog;
    private final OperatingStates states;
    private final IntakeLife intake;
    private final Bus bus;
    private final OnlineConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Silence silence = new Silence();
    private final Pacing pacing;
    private final OfflineDevices offline;
    private final Sightings sightings = new Sightings();
    private final Map<OperatingState, Counter> told;
    /** The devices that each client is. */
    private volatile Map<Client, List<String>> clients = Map.of();

    private Thread watcher;
    private Thread teller;

    OnlineLife(
            DeviceConfig config,
            DeviceCatalog catalog,
            OperatingStates states,
            IntakeLife intake,
            Bus bus,
            MeterRegistry meters) {
        this.config = config.online();
        this.catalog = catalog;
        this.states = states;
        this.intake = intake;
        this.bus = bus;
        this.pacing = new Pacing(
                Math.max(1, this.config.maxPerSecond()), this.config.hold(), this.config.retry(), System.nanoTime());
        this.offline = new OfflineDevices(
                DurableNotes.open(config.dataDir().resolve("offline-devices")),
                name -> catalog.device(name).map(MappedDevice::device),
                new PacedWishes(pacing));
        Gauge.builder("hearth_devices_offline", offline::size)
                .description("devices that are DOWN because they are offline")
                .register(meters);
        this.told = Map.of(OperatingState.DOWN, told(meters, "down"), OperatingState.UP, told(meters, "up"));
    }

    private static Counter told(MeterRegistry meters, String state) {
        return Counter.builder("hearth_online_changes")
                .description("operating states that core-metadata was told because a device went or came back")
                .tag("state", state)
                .register(meters);
    }

    @Produces
    @Singleton
    OfflineDevices offlineDevices() {
        return offline;
    }

    @Produces
    @Singleton
    Sightings sightings() {
        return sightings;
    }

    /** Before the intake opens: no message goes unheard. */
    void start(@Observes @Priority(FIRST) StartupEvent event, LastReadings lastReadings, Replies replies) {
        lastReadings.onReport(this::reported);
        replies.onReply(this::heard);
        intake.onHeard(this::heard);
        intake.onClient(this::client);
        catalog.onChange(this::changed);
        watcher = Thread.ofVirtual().name("online-watcher").start(() -> untilStopped(this::watch));
        teller = Thread.ofVirtual().name("online-teller").start(() -> untilStopped(this::tell));
    }

    void stop(@Observes ShutdownEvent event) {
        for (Thread thread : new Thread[] {watcher, teller}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
        // The notes stay open: what is acknowledged while the service stops is still to be noted.
    }

    /** Before the message is acknowledged. */
    private void reported(Event event) {
        Optional<MappedDevice> device = catalog.device(event.deviceName());
        if (device.isEmpty()) {
            return;
        }
        String name = event.deviceName();
        Optional<Boolean> said = StatusWord.of(device.get(), event);
        long now = clock.millis();
        if (said.isPresent() && !said.get()) {
            // A last will is the broker's voice: it ends no silence.
            sightings.saidOffline(name);
            offline.offline(name, Cause.STATUS, now, sightings.lastSeen(name));
            return;
        }
        silence.heard(name, System.nanoTime());
        sightings.seen(name, now, said.isPresent());
        if (said.isPresent()) {
            offline.online(name, now);
        } else {
            offline.heard(name, now);
        }
    }

    /** A reply, or a message without a value that counts: it is there, and no more is said. */
    private void heard(String device) {
        if (catalog.device(device).isPresent()) {
            silence.heard(device, System.nanoTime());
            sightings.seen(device, clock.millis(), false);
            offline.heard(device, clock.millis());
        }
    }

    /** A broker has told that a client came or went: all devices that this client is. */
    private void client(String broker, String client, boolean connected) {
        Client told = new Client(broker, client);
        for (String device : clients.getOrDefault(told, List.of())) {
            if (connected) {
                silence.heard(device, System.nanoTime());
                sightings.seen(device, clock.millis(), false);
                offline.connected(device, clock.millis());
            } else {
                offline.disconnected(device, told.text(), clock.millis(), sightings.lastSeen(device));
            }
        }
    }

    private void changed(MappingIndex index) {
        clients = index.devices().stream()
                .filter(device -> device.clientId().isPresent())
                .collect(Collectors.groupingBy(
                        device -> client(device).orElseThrow(),
                        Collectors.mapping(MappedDevice::name, Collectors.toList())));
        Map<String, Silence.Rule> rules = new HashMap<>();
        for (MappedDevice device : index.devices()) {
            Duration limit = device.silence().orElse(config.silence());
            if (limit.isPositive()) {
                rules.put(device.name(), new Silence.Rule(limit.toNanos(), device.broker()));
            }
        }
        silence.watch(rules, System.nanoTime());
        sightings.keep(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet()));
        offline.keep(name -> index.device(name).flatMap(OnlineLife::client).map(Client::text), clock.millis());
        // One that a person has set UP is given the whole time once more.
        offline.compare(name -> silence.heard(name, System.nanoTime()));
    }

    private static Optional<Client> client(MappedDevice device) {
        return device.clientId().map(id -> new Client(device.broker(), id));
    }

    private void watch() throws InterruptedException {
        Thread.sleep(silence.isWatching() ? TICK : IDLE_TICK);
        long now = System.nanoTime();
        boolean busAway = !bus.connected();
        silence.deaf(broker -> busAway || !intake.trouble(broker).isEmpty(), now);
        for (String device : silence.fallenSilent(now, LOOKED_AT)) {
            offline.offline(device, Cause.SILENCE, clock.millis(), sightings.lastSeen(device));
            if (!silence.isSilent(device)) {
                offline.heard(device, clock.millis());
            }
        }
    }

    private void tell() throws InterruptedException {
        Optional<Pacing.Due> due = offline.telling(() -> pacing.next(System.nanoTime()));
        if (due.isEmpty()) {
            pacing.await(System.nanoTime(), Duration.ofSeconds(1).toNanos());
            return;
        }
        told.get(due.get().state()).increment();
        states.set(due.get().device(), due.get().state());
    }

    /** A client of a broker. */
    private record Client(String broker, String id) {
        private String text() {
            return broker + "/" + id;
        }
    }

    /** Something that is done again and again. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private static void untilStopped(Step step) {
        try {
            while (true) {
                try {
                    step.run();
                } catch (RuntimeException bug) {
                    LOG.errorf(bug, "who is online could not be looked at");
                    Thread.sleep(Duration.ofSeconds(1));
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** At the pace of all. */
    private record PacedWishes(Pacing pacing) implements Wishes {
        @Override
        public void want(String device, OperatingState state) {
            pacing.want(device, state, System.nanoTime());
        }

        @Override
        public boolean withdraw(String device) {
            return pacing.withdraw(device);
        }

        @Override
        public void shown(String device) {
            pacing.shown(device, System.nanoTime());
        }

        @Override
        public void settled(String device) {
            pacing.settled(device);
        }
    }
}
