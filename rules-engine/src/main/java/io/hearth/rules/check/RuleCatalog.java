package io.hearth.rules.check;

import io.hearth.rules.device.Knowledge;
import io.hearth.rules.device.KnownProfile;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import java.util.List;
import java.util.Optional;

/** What is known of the devices of one rule. */
record RuleCatalog(Rule rule, Knowledge knowledge) {
    /** The profiles that a device of the rule may have; empty for the subject. None when nothing is known. */
    List<KnownProfile> profiles(Optional<String> device) {
        return device.<Selector>map(Selector.Device::new).or(() -> Optional.of(rule.subject())).stream()
                .flatMap(selector -> switch (selector) {
                    case Selector.Device(String name) -> knowledge.profileOf(name).stream();
                    case Selector.Profile(String name) -> knowledge.profile(name).stream();
                    case Selector.Label label -> knowledge.of(label).stream().flatMap(this::profileOf);
                    case Selector.Pattern pattern ->
                        knowledge.of(pattern).stream().flatMap(this::profileOf);
                })
                .distinct()
                .toList();
    }

    private java.util.stream.Stream<KnownProfile> profileOf(String device) {
        return knowledge.profileOf(device).stream();
    }

    /** The resource of this name in each profile that has it. */
    List<KnownResource> resources(Optional<String> device, String resource) {
        return profiles(device).stream()
                .flatMap(profile -> profile.resource(resource).stream())
                .distinct()
                .toList();
    }

    /** A device, in words. */
    String words(Optional<String> device) {
        return device.map(name -> "device '" + name + "'").orElseGet(() -> switch (rule.subject()) {
            case Selector.Device(String name) -> "device '" + name + "'";
            case Selector.Profile(String name) -> "profile '" + name + "'";
            case Selector.Label(String label) -> "the devices with label '" + label + "'";
            case Selector.Pattern(String glob) -> "the devices like '" + glob + "'";
        });
    }
}
