package io.hearth.rules;

import io.hearth.rules.replica.Standing;
import io.hearth.rules.replica.StandingBy;
import io.hearth.rules.store.Share;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The life of the service, and what is at work in it: all devices for one that is alone, those of its shares for one that
 * shares them with other replicas, nothing for one that stands by.
 */
@ApplicationScoped
public class RulesEngine {
    private final Sharing sharing;
    private final AskedShare asked;

    RulesEngine(Sharing sharing, AskedShare asked) {
        this.sharing = sharing;
        this.asked = asked;
    }

    void start(@Observes StartupEvent started) {
        sharing.start();
    }

    /** Before the requests in flight are waited for: a stream has no end of its own. */
    void endStreams(@Observes ShutdownDelayInitiatedEvent stopping) {
        sharing.stations().forEach(Station::endStreams);
    }

    void stop(@Observes ShutdownEvent stopping) {
        sharing.stop();
    }

    /**
     * What is at work here, for the request that is answered: on the share of the devices that it asks for, else on any; refuses
     * with {@link StandingBy} when that is none of this replica's.
     */
    Work work() {
        OptionalInt share = asked.share();
        return sharing.stations().stream()
                .filter(station -> share.isEmpty() || station.share().number() == share.getAsInt())
                .flatMap(station -> station.atWork().stream())
                .findFirst()
                .orElseThrow(() -> new StandingBy(reason(share)));
    }

    private String reason(OptionalInt share) {
        if (isShared()) {
            return share.isPresent()
                    ? "share " + share.getAsInt() + " of the devices is not looked after here"
                    : "no share of the devices is looked after here";
        }
        return switch (sharing.replicas().getFirst().standing()) {
            case Standing.By(String reason) -> reason;
            case Standing.AtWork _ -> "its turn only just begins, or is over";
        };
    }

    /** What is at work here, on any share of the devices, if there is anything. */
    Optional<Work> atWork() {
        return allAtWork().stream().findFirst();
    }

    /** What is at work here, for each share of the devices that this replica looks after. */
    List<Work> allAtWork() {
        return sharing.stations().stream()
                .flatMap(station -> station.atWork().stream())
                .toList();
    }

    /** Whether replicas share the devices. */
    boolean isShared() {
        return sharing.shares() > 1;
    }

    Sharing sharing() {
        return sharing;
    }

    /** Why readings are not taken and evaluated; empty when they are, as far as it is this replica's part. */
    String reasonForRest() {
        if (isShared()) {
            return reasonNotToShare();
        }
        return switch (sharing.replicas().getFirst().standing()) {
            case Standing.By(String reason) -> "standing by: " + reason;
            case Standing.AtWork _ ->
                sharing.stations().getFirst().isReady()
                        ? ""
                        : "the rules are not loaded yet, or their channel has ended";
        };
    }

    private String reasonNotToShare() {
        String trouble = sharing.company().orElseThrow().trouble();
        if (!trouble.isEmpty()) {
            return trouble;
        }
        for (Station station : sharing.stations()) {
            Share share = station.share();
            if (station.atWork().isPresent() && !station.isReady()) {
                return "the rules are not loaded yet for share " + share.number()
                        + " of the devices, or their channel has ended";
            }
            if (sharing.company().orElseThrow().holder(share.number()).isEmpty()) {
                return "nobody looks after share " + share.number() + " of the devices yet";
            }
        }
        return "";
    }
}
