package io.hearth.device.mapping;

import java.util.Optional;

/**
 * What is done beside taking the value from its place.
 *
 * @param codec     how the payload is read
 * @param only      where the part must name the resource to be its; absent when every part is
 * @param time      when it was measured; absent: when it arrived
 * @param quality   whether it is any good; absent: it is
 * @param onMissing what becomes of a value that is not there
 * @param onNull    what becomes of a value that is null
 */
public record ReadRule(
        Codec codec,
        Optional<Only> only,
        Optional<TimeRule> time,
        Optional<QualityRule> quality,
        Unsaid onMissing,
        Unsaid onNull) {
    /** What holds where nothing is set. */
    public static final ReadRule PLAIN = new ReadRule(
            new Codec.Auto(), Optional.empty(), Optional.empty(), Optional.empty(), Unsaid.LEAVE_OUT, Unsaid.NULL);

    /**
     * A part is this resource's if it says so.
     *
     * @param place where
     * @param word  the text that must be there
     */
    public record Only(ValuePlace place, String word) {}
}
