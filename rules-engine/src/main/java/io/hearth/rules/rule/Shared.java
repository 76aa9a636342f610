package io.hearth.rules.rule;

import com.github.benmanes.caffeine.cache.Interner;

/**
 * Equal parts of rules made one. A hundred thousand rules name the same devices, resources and durations over and over; in
 * memory there is one of each, for as long as some rule has it.
 */
public final class Shared {
    private static final Interner<Object> PARTS = Interner.newWeakInterner();

    private Shared() {}

    /**
     * The one that there is of all that equal this.
     *
     * @param part immutable, and with nothing in it that equals passes over
     */
    @SuppressWarnings("unchecked")
    public static <T> T of(T part) {
        return (T) PARTS.intern(part);
    }
}
