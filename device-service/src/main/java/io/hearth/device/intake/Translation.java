package io.hearth.device.intake;

import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * What a message says, in words that a mapping can read; nothing at all where it is of no interest.
 *
 * @param portions what is read
 * @param wrong    what cannot be read of it; absent: nothing
 */
public record Translation(List<Portion> portions, Optional<Rejection> wrong) {
    /** Of no interest. */
    public static final Translation NOTHING = new Translation(List.of(), Optional.empty());

    public Translation {
        portions = List.copyOf(portions);
    }

    /**
     * What is for one device.
     *
     * @param topic   where its profile says that its values come from
     * @param payload as its profile reads it
     */
    public record Portion(String topic, byte[] payload) {}

    /** A message that cannot be read. */
    public static Translation refused(Reason reason, String detail) {
        return new Translation(List.of(), Optional.of(new Rejection(reason, detail)));
    }
}
