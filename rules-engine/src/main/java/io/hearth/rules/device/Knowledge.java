package io.hearth.rules.device;

import io.hearth.rules.rule.Selector;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of devices and their profiles, for checking a rule before it is saved. It is as core-metadata told it last,
 * and can be behind.
 */
public interface Knowledge extends Subjects {
    /** The device of this name. */
    Optional<KnownDevice> device(String name);

    /** The profile of this name. */
    Optional<KnownProfile> profile(String name);

    /**
     * Whether all devices have been told at least once, now or in an earlier run. Before, that something is not known means
     * nothing.
     */
    boolean isComplete();

    /** The profile of a device; empty when the device, or its profile, is not known, or it has none. */
    default Optional<KnownProfile> profileOf(String device) {
        return device(device).flatMap(known -> profile(known.profile()));
    }

    /** Nothing is known, and nobody has told anything: a rule is saved on trust. */
    static Knowledge nothing() {
        return new Knowledge() {
            @Override
            public Optional<KnownDevice> device(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<KnownProfile> profile(String name) {
                return Optional.empty();
            }

            @Override
            public boolean isComplete() {
                return false;
            }

            @Override
            public Set<String> of(Selector selector) {
                return selector instanceof Selector.Device(String name) ? Set.of(name) : Set.of();
            }
        };
    }
}
