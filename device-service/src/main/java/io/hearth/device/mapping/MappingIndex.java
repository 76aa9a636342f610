package io.hearth.device.mapping;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.metadata.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All devices' topics, at one moment; immutable. What a topic means is found in a time that does not depend on how many
 * devices there are: its levels are walked through a tree of templates, and the level that names the device is looked up.
 */
public final class MappingIndex {
    private final MappingRules rules;
    private final Map<String, MappedProfile> profiles;
    private final Map<String, MappedDevice> byName = new LinkedHashMap<>();
    private final Map<String, List<MappedDevice>> byTopicName = new HashMap<>();
    private final InboundTopics inbound = new InboundTopics();
    private final CommandTopics commandTopics = new CommandTopics();
    private final ReplyTopics replyTopics = new ReplyTopics();
    private final Set<String> filters;
    private final List<TopicFilter> widened;

    /** The devices of each broker for themselves; empty when all are at the default one, or these are of one. */
    private final Map<String, MappingIndex> byBroker;

    private MappingIndex(
            Collection<MappedDevice> devices,
            Map<String, MappedProfile> profiles,
            MappingRules rules,
            Optional<String> replyTopic,
            Map<String, MappingIndex> byBroker) {
        this.rules = rules;
        this.profiles = Map.copyOf(profiles);
        this.byBroker = byBroker;
        Set<String> commanded = new HashSet<>();
        for (MappedDevice device : devices) {
            MappedDevice mapped = device;
            if (mapped.profile().isPresent()) {
                MappedProfile profile = mapped.profile().get();
                if (commanded.add(profile.name())) {
                    commandTopics.add(profile);
                    replyTopics.add(profile);
                }
                MappedDevice placed = inbound.add(mapped, profile);
                // What two devices cannot have both at one broker, they can at two.
                mapped = byBroker.isEmpty() ? placed : mapped;
            }
            byName.put(mapped.name(), mapped);
            byTopicName
                    .computeIfAbsent(mapped.topicName(), name -> new ArrayList<>(1))
                    .add(mapped);
        }
        Set<String> wanted = inbound.filters();
        rules.incomingTopic().ifPresent(wanted::add);
        wanted.addAll(replyTopics.filters());
        if (byName.values().stream().anyMatch(device -> device.commandTopic().isPresent())) {
            replyTopic.ifPresent(wanted::add);
        }
        this.filters = FilterCover.of(wanted);
        this.widened = filters.stream()
                .filter(filter -> !wanted.contains(filter))
                .map(TopicFilter::of)
                .toList();
    }

    /** Understands the devices; a profile that is missing here is a problem of its devices. */
    public static MappingIndex of(Collection<Device> devices, Map<String, MappedProfile> profiles, MappingRules rules) {
        List<MappedDevice> mapped = devices.stream()
                .map(device -> MappedDevice.of(device, profiles.get(device.profileName())))
                .map(device -> BrokerCheck.of(device, rules))
                .toList();
        boolean apart = rules.brokers().size() > 1
                || mapped.stream().anyMatch(device -> !device.broker().equals(MappingRules.DEFAULT_BROKER));
        if (!apart) {
            String only = MappingRules.DEFAULT_BROKER;
            return new MappingIndex(mapped, profiles, rules.at(only, true), rules.replyTopicAt(only), Map.of());
        }
        Map<String, List<MappedDevice>> grouped = mapped.stream().collect(Collectors.groupingBy(MappedDevice::broker));
        Map<String, MappingIndex> parts = new HashMap<>();
        for (String broker : rules.brokers().keySet()) {
            List<MappedDevice> own = grouped.getOrDefault(broker, List.of());
            MappingRules there = rules.at(broker, !own.isEmpty());
            parts.put(broker, new MappingIndex(own, profiles, there, rules.replyTopicAt(broker), Map.of()));
        }
        List<MappedDevice> placed = mapped.stream()
                .map(device -> Optional.ofNullable(parts.get(device.broker()))
                        .flatMap(part -> part.device(device.name()))
                        .orElse(device))
                .toList();
        return new MappingIndex(placed, profiles, rules, rules.replyTopic(), Map.copyOf(parts));
    }

    /** The devices of one broker, their topics there, and what to subscribe to there. */
    public MappingIndex at(String broker) {
        return byBroker.getOrDefault(broker, this);
    }

    /** What holds for all devices. */
    MappingRules rules() {
        return rules;
    }

    /** What its broker says to a device that is not among these. */
    MappedDevice checked(MappedDevice device) {
        return BrokerCheck.of(device, rules);
    }

    /** What a message on this topic is. */
    public Match find(String topic) {
        String[] levels = topic.split("/", -1);
        Finding finding = new Finding();
        inbound.find(levels, rules.isBus(topic), this::named, finding);
        return finding.bound().orElseGet(() -> notMapped(topic, levels, finding));
    }

    /** The forms of topics for replies that this topic has; empty when nobody replies there. */
    public List<ReplyRoute> replies(String topic) {
        return replyTopics.isEmpty() ? List.of() : replyTopics.find(topic.split("/", -1));
    }

    /** Whether a message on this topic is for the service that has these devices, or comes from it. */
    public boolean isConcernedBy(String topic) {
        return !byName.isEmpty()
                && switch (find(topic)) {
                    case Match.Bound bound -> true;
                    case Match.OwnCommand command -> true;
                    case Match.UnknownResource unmapped -> true;
                    case Match.NotOurs other -> false;
                    case Match.UnknownDevice stranger -> false;
                    case Match.UnknownTopic other -> false;
                };
    }

    /** Whether a device is called so in topics and payloads. */
    public boolean isNamed(String topicName) {
        return byTopicName.containsKey(topicName);
    }

    private Match notMapped(String topic, String[] levels, Finding finding) {
        if (commandTopics.has(levels, this::named)) {
            return new Match.OwnCommand();
        }
        if (rules.isBus(topic)) {
            return new Match.NotOurs();
        }
        if (rules.isIncoming(topic)) {
            return rules.incoming(topic).map(this::edgex).orElseGet(Match.UnknownTopic::new);
        }
        return finding.unknown().orElseGet(() -> unexpected(topic));
    }

    private Match edgex(MappingRules.Named written) {
        MappingRules.Named named = byName.containsKey(written.device()) ? written : MappingRules.unescaped(written);
        MappedDevice device = byName.get(named.device());
        if (device == null) {
            return new Match.UnknownDevice(named.device());
        }
        return device.profile()
                .flatMap(profile -> profile.edgexSource(named.source()))
                .<Match>map(found -> new Match.Bound(
                        List.of(new Match.Target(device, new ReadGroup(named.source(), found, Split.NONE), Map.of())),
                        List.of()))
                .orElseGet(() -> new Match.UnknownResource(device.name(), named.source()));
    }

    private Match unexpected(String topic) {
        boolean fromWidening = widened.stream().anyMatch(filter -> filter.matches(topic));
        return fromWidening ? new Match.NotOurs() : new Match.UnknownTopic();
    }

    private List<MappedDevice> named(String topicName) {
        return byTopicName.getOrDefault(topicName, List.of());
    }

    /** Why this device cannot have its profile's topics beside the devices that are there; empty when it can. */
    Optional<Problem> objection(MappedDevice device, MappedProfile profile) {
        return at(device.broker())
                .inbound
                .objection(device, profile)
                .or(() -> BrokerCheck.subscriptions(this, device, profile));
    }

    /** What to subscribe to; no two of them match the same topic. */
    public Set<String> filters() {
        return filters;
    }

    /** What to subscribe to where this is subscribed to in any case: together with it. */
    public Set<String> filtersBeside(Set<String> taken) {
        return FilterCover.beside(taken, filters);
    }

    /** What to subscribe to, by broker. */
    public Map<String, Set<String>> filtersByBroker() {
        return rules.brokers().keySet().stream()
                .collect(Collectors.toMap(broker -> broker, broker -> at(broker).filters()));
    }

    /** The device of this name. */
    public Optional<MappedDevice> device(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The profile of this name, if a device has it. */
    public Optional<MappedProfile> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** All devices, in the order in which they were given. */
    public Collection<MappedDevice> devices() {
        return byName.values();
    }
}
