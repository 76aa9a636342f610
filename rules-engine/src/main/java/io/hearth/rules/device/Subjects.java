package io.hearth.rules.device;

import io.hearth.rules.rule.Selector;
import java.util.Set;

/** Which devices there are for a selector, as far as is known now. */
@FunctionalInterface
public interface Subjects {
    /** The names of the devices that a selector stands for; a device that is named is always one, known or not. */
    Set<String> of(Selector selector);

    /** Whether a device is looked after elsewhere: no rule has a state for it here, though one may look at what it measures. */
    default boolean isElsewhere(String device) {
        return false;
    }

    /** Whether all devices were read once: before that, one that is not known may be there all the same. */
    default boolean isComplete() {
        return true;
    }

    /** Whether there is such a device, as far as is known: one that left a group may be there still. */
    default boolean exists(String device) {
        return true;
    }

    /** Whether a selector stands for this device; cheaper than all of them where that matters. */
    default boolean includes(Selector selector, String device) {
        return of(selector).contains(device);
    }
}
