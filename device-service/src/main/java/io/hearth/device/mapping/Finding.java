package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gathers what the templates that a topic matches say of it. */
final class Finding {
    private final List<Match.Target> targets = new ArrayList<>(1);
    private final List<Match.Spread> spreads = new ArrayList<>(0);
    private Match unknown;

    void bound(MappedDevice device, List<ReadGroup> groups, Map<String, String> captures) {
        for (ReadGroup group : groups) {
            bound(device, group, captures);
        }
    }

    private void bound(MappedDevice device, ReadGroup group, Map<String, String> captures) {
        for (int i = 0; i < targets.size(); i++) {
            Match.Target target = targets.get(i);
            if (target.device() == device && target.group().split().equals(group.split())) {
                targets.set(i, joined(target, group, captures));
                return;
            }
        }
        targets.add(new Match.Target(device, group, captures));
    }

    /** Several templates of one device match: their resources make one event. */
    private static Match.Target joined(Match.Target target, ReadGroup more, Map<String, String> captures) {
        List<ReadBinding> all = new ArrayList<>(target.bindings());
        more.bindings().stream()
                .filter(binding -> all.stream().noneMatch(has -> has.resource().equals(binding.resource())))
                .forEach(all::add);
        Map<String, String> both = new HashMap<>(captures);
        both.putAll(target.captures());
        MappedProfile profile = target.device().profile().orElseThrow();
        ReadGroup group = new ReadGroup(profile.source(all), all, more.split());
        return new Match.Target(target.device(), group, Map.copyOf(both));
    }

    void spread(
            String profile,
            ReadGroup group,
            Map<String, String> captures,
            Function<String, List<MappedDevice>> devices) {
        for (Match.Spread spread : spreads) {
            if (spread.split().equals(group.split()) && spread.captures().equals(captures)) {
                spread.byProfile().putIfAbsent(profile, group);
                return;
            }
        }
        Map<String, ReadGroup> byProfile = new HashMap<>();
        byProfile.put(profile, group);
        spreads.add(new Match.Spread(group.split(), byProfile, captures, devices));
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

    boolean found() {
        return !targets.isEmpty() || !spreads.isEmpty();
    }

    Optional<Match> bound() {
        return found() ? Optional.of(new Match.Bound(List.copyOf(targets), List.copyOf(spreads))) : Optional.empty();
    }

    Optional<Match> unknown() {
        return Optional.ofNullable(unknown);
    }
}
