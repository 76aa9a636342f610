package io.hearth.command.guard;

import io.hearth.command.Command;
import io.hearth.command.Outcome;
import io.hearth.command.profile.OwnSettings;
import io.hearth.command.profile.Profiles;
import io.hearth.command.profile.Write;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a command that sets something through to its device, or says until when it does not: a person's hold keeps rules away,
 * and a protection in the profile keeps everybody from switching too soon or too often.
 */
@Singleton
public class Guard {
    private final Profiles profiles;
    private final Holds holds;
    private final Protection protection;

    Guard(Profiles profiles, Holds holds, Protection protection) {
        this.profiles = profiles;
        this.holds = holds;
        this.protection = protection;
    }

    /** Whether a command may go. */
    public sealed interface Verdict {}

    /** Not now. */
    public record No(Outcome.Refused refused) implements Verdict {}

    /**
     * It may, and {@link #settle} has to be told what became of it.
     *
     * @param resources what it sets
     */
    public record Admitted(Command command, Set<String> resources, Optional<Protection.Pass> pass) implements Verdict {}

    /** Begins to look up what {@link #admit} needs; to be called in the device's turn. */
    public Holds.Look look(Command command) {
        return holds.look(command);
    }

    /** As {@link #look}, in one round trip with what is asked of Redis next, and at once. */
    public Holds.Look lookInCompany(Command command) {
        return holds.lookInCompany(command);
    }

    /**
     * Asks for the right to send a command; to be called in the device's turn.
     *
     * @throws io.hearth.contracts.rest.EdgexException        409 for a profile whose protection cannot be read, 400 for a hold
     *     that is too long
     * @throws io.hearth.runtime.redis.StoreUnavailable when it is not known how a protected device was switched before
     */
    public Verdict admit(Command command, Device device, Holds.Look look) {
        holds.check(command);
        Optional<DeviceProfile> profile = profiles.of(device);
        List<Write> writes = profile.map(known -> Write.of(known, command.name(), command.payload()))
                .orElse(List.of());
        Set<String> resources = resources(command, writes);
        Optional<Outcome.Refused> held = holds.refusal(command, resources, look);
        if (held.isPresent()) {
            return new No(held.get());
        }
        Optional<OwnSettings> ofCommand = profile.flatMap(known -> Write.ofCommand(known, command.name()));
        return switch (protection.admit(command, writes, ofCommand)) {
            case Protection.TooSoon(Outcome.Refused refused) -> new No(refused);
            case Protection.Pass pass -> new Admitted(command, resources, Optional.of(pass));
            case Protection.Unprotected none -> new Admitted(command, resources, Optional.empty());
        };
    }

    /** Takes note of what became of a command that was let through. */
    public void settle(Admitted admitted, Outcome outcome) {
        boolean mayHaveActed =
                switch (outcome) {
                    case Outcome.Answered answered -> true;
                    case Outcome.Unconfirmed unconfirmed -> true;
                    case Outcome.Refused refused -> false;
                    case Outcome.Failed failed -> failed.mayHaveActed();
                };
        if (mayHaveActed) {
            holds.took(admitted.command(), admitted.resources());
        } else {
            admitted.pass().ifPresent(protection::giveBack);
        }
    }

    /** Those that the profile says the command sets; without a profile those that the payload names. */
    private static Set<String> resources(Command command, List<Write> writes) {
        Set<String> names = new TreeSet<>();
        writes.forEach(write -> names.add(write.resource().name()));
        if (names.isEmpty()) {
            command.payload().fieldNames().forEachRemaining(names::add);
        }
        return names;
    }
}
