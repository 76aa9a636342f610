package io.hearth.command.guard;

import io.hearth.command.Command;
import io.hearth.command.Outcome;
import io.hearth.command.profile.OwnSettings;
import io.hearth.command.profile.Write;
import io.hearth.contracts.value.GoDuration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Minimum times on and off, and how often: whoever asks, and across restarts and replicas. */
@Singleton
public class Protection {
    private static final int LOCKED = 423;
    private static final int TOO_MANY = 429;

    private final SwitchStore store;
    private final InstantSource clock;

    @Inject
    Protection(SwitchStore store) {
        this(store, InstantSource.system());
    }

    Protection(SwitchStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a protection says. */
    sealed interface Answer {}

    /** The profile protects nothing that the command sets. */
    record Unprotected() implements Answer {}

    /** Not before a certain time. */
    record TooSoon(Outcome.Refused refused) implements Answer {}

    /** Go: it counts from now on, unless it is given back. */
    public record Pass(String device, UUID attempt, List<Switch> switches, List<Counted> counted) implements Answer {}

    /** One resource on its way to on or off. */
    record Switch(String resource, boolean on, Duration minOn, Duration minOff) {}

    /** One name whose commands are counted. */
    record Counted(String name, Limits.Rate rate) {}

    /** Whether the command may go now; what it switches is taken as switched from now on. */
    Answer admit(Command command, List<Write> writes, Optional<OwnSettings> ofCommand) {
        Limits common = ofCommand
                .map(Limits::of)
                .orElseGet(() -> new Limits(Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
        List<Switch> switches = new ArrayList<>();
        List<Counted> counted = new ArrayList<>();
        common.rate().ifPresent(rate -> counted.add(new Counted("command " + command.name(), rate)));
        for (Write write : writes) {
            Limits limits = Limits.of(write.settings()).or(common);
            String resource = write.resource().name();
            limits.rate().ifPresent(rate -> counted.add(new Counted("resource " + resource, rate)));
            if (limits.switches() && write.value().isPresent()) {
                boolean on = OnOff.isOn(
                        write.resource().properties(),
                        limits.offValues(),
                        write.value().get());
                switches.add(new Switch(
                        resource,
                        on,
                        limits.minOn().orElse(Duration.ZERO),
                        limits.minOff().orElse(Duration.ZERO)));
            }
        }
        if (switches.isEmpty() && counted.isEmpty()) {
            return new Unprotected();
        }
        Pass pass = new Pass(command.device(), UUID.randomUUID(), switches, counted);
        return store.admit(pass, clock.instant())
                .<Answer>map(denial -> new TooSoon(refused(command, pass, denial)))
                .orElse(pass);
    }

    /** The device service refused the command: it is as if it had never been asked. */
    void giveBack(Pass pass) {
        store.giveBack(pass);
    }

    private static Outcome.Refused refused(Command command, Pass pass, SwitchStore.Denial denial) {
        Instant until = denial.until();
        if (denial.index() < pass.switches().size()) {
            Switch asked = pass.switches().get(denial.index());
            String now = asked.on() ? "off" : "on";
            Duration least = asked.on() ? asked.minOff() : asked.minOn();
            return new Outcome.Refused(
                    LOCKED,
                    "the command was not sent: resource '" + asked.resource() + "' of device '" + command.device()
                            + "' is " + now + " for at least " + GoDuration.format(least) + ", allowed at " + until,
                    until);
        }
        Counted often = pass.counted().get(denial.index() - pass.switches().size());
        return new Outcome.Refused(
                TOO_MANY,
                "the command was not sent: " + often.name() + " of device '" + command.device() + "' was set "
                        + often.rate().count() + " times within "
                        + GoDuration.format(often.rate().window()) + ", which is its limit, allowed at " + until,
                until);
    }
}
