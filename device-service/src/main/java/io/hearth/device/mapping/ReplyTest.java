package io.hearth.device.mapping;

import java.util.Optional;
import java.util.Set;

/**
 * What a reply is looked through for.
 *
 * @param place in the reply
 * @param words what counts there; none: anything but nothing, {@code null}, {@code false}, {@code 0} and the empty text
 */
public record ReplyTest(ValuePlace place, Set<String> words) {
    private static final Set<String> NOTHING = Set.of("", "false", "0");

    /** Whether it holds, when this is what stands at the place. */
    public boolean holds(Optional<String> there) {
        return there.filter(text -> words.isEmpty() ? !NOTHING.contains(text) : words.contains(text))
                .isPresent();
    }
}
