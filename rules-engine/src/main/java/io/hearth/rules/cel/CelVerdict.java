package io.hearth.rules.cel;

import java.util.Optional;

/** What an expression says of some values. */
public sealed interface CelVerdict {
    /** It is true, or is not. */
    record Known(boolean isTrue) implements CelVerdict {}

    /**
     * Nobody can say.
     *
     * @param reason    why
     * @param isMissing whether it is for want of a value
     */
    record Unknown(String reason, boolean isMissing) implements CelVerdict {}

    /** True or false; empty when nobody can say. */
    default Optional<Boolean> holds() {
        return switch (this) {
            case Known(boolean isTrue) -> Optional.of(isTrue);
            case Unknown(String reason, boolean isMissing) -> Optional.empty();
        };
    }
}
