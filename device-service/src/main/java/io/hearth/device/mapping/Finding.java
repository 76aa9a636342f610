package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what the templates that a topic matches say of it. */
final class Finding {
    private final List<Match.Target> targets = new ArrayList<>(1);
    private Match unknown;

    void bound(MappedDevice device, Bindings.Group group) {
        for (int i = 0; i < targets.size(); i++) {
            Match.Target target = targets.get(i);
            if (target.device() == device) {
                targets.set(i, joined(target, group));
                return;
            }
        }
        targets.add(new Match.Target(device, group.source(), group.bindings()));
    }

    /** Several templates of one device match: their resources make one event. */
    private static Match.Target joined(Match.Target target, Bindings.Group more) {
        List<ReadBinding> all = new ArrayList<>(target.bindings());
        more.bindings().stream()
                .filter(binding -> all.stream().noneMatch(has -> has.resource().equals(binding.resource())))
                .forEach(all::add);
        MappedProfile profile = target.device().profile().orElseThrow();
        return new Match.Target(target.device(), profile.source(all), List.copyOf(all));
    }

    void unknownDevice(String name) {
        if (unknown == null) {
            unknown = new Match.UnknownDevice(name);
        }
    }

    /** Says more than that some other template found no device. */
    void unknownResource(String device, String name) {
        if (!(unknown instanceof Match.UnknownResource)) {
            unknown = new Match.UnknownResource(device, name);
        }
    }

    Optional<Match> bound() {
        return targets.isEmpty() ? Optional.empty() : Optional.of(new Match.Bound(List.copyOf(targets)));
    }

    Optional<Match> unknown() {
        return Optional.ofNullable(unknown);
    }
}
