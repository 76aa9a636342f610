package io.hearth.metadata.store;

import java.util.UUID;

/** The id of a thing that is new: whoever adds it may give one (EdgeX), else it gets a random one. */
public final class GivenId {
    private GivenId() {}

    /** The id of this text, in the letter case in which it was given; a new one for "". */
    public static String orNew(String given) {
        return given.isEmpty() ? UUID.randomUUID().toString() : given;
    }
}
