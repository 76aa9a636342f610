package io.hearth.device.mapping;

import io.hearth.contracts.bus.NameEscape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for all devices.
 *
 * @param incomingTopic EdgeX's default topic filter, e.g. {@code incoming/data/#}; after its fixed part come device and source
 * @param busTopic      the first level(s) of the bus, whose messages are never a device's
 * @param brokers       the brokers that devices can have, by name; the default one is among them
 * @param replyTopic    where devices with a {@code CommandTopic} reply, as a filter
 */
public record MappingRules(
        Optional<String> incomingTopic, String busTopic, Map<String, BrokerRule> brokers, Optional<String> replyTopic) {
    /** The broker of the devices that name none. */
    public static final String DEFAULT_BROKER = "default";

    private static final String REST = "/#";

    /** A device and a source as EdgeX's default topic names them. */
    record Named(String device, String source) {}

    public MappingRules {
        incomingTopic.ifPresent(MappingRules::check);
        brokers = Map.copyOf(brokers);
        brokers.values().forEach(rule -> rule.incomingTopic().ifPresent(MappingRules::check));
    }

    /** With the default broker alone, which allows what MQTT does, and where nobody replies. */
    public MappingRules(Optional<String> incomingTopic, String busTopic) {
        this(
                incomingTopic,
                busTopic,
                Map.of(DEFAULT_BROKER, new BrokerRule(incomingTopic, BrokerLimits.NONE)),
                Optional.empty());
    }

    /** What holds at this broker; {@code used}: whether devices have it. EdgeX's topic is not subscribed to for nobody. */
    MappingRules at(String broker, boolean used) {
        BrokerRule rule = brokers.get(broker);
        Optional<String> incoming = rule.incomingTopic()
                .filter(topic -> used || broker.equals(DEFAULT_BROKER))
                .filter(rule.limits()::takesFilter);
        return new MappingRules(incoming, busTopic, brokers, replyTopic);
    }

    /** Where devices with a {@code CommandTopic} reply at this broker; absent when it does not take the filter. */
    Optional<String> replyTopicAt(String broker) {
        return replyTopic.filter(brokers.get(broker).limits()::takesFilter);
    }

    private static void check(String filter) {
        String fixed = filter.endsWith(REST) ? filter.substring(0, filter.length() - REST.length()) : "";
        if (fixed.isEmpty() || fixed.indexOf('+') >= 0 || fixed.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "incoming topic '" + filter + "' is not allowed, allowed are fixed levels with '/#' behind");
        }
    }

    /** Whether the topic belongs to the bus. */
    boolean isBus(String topic) {
        return topic.startsWith(busTopic)
                && topic.length() > busTopic.length()
                && topic.charAt(busTopic.length()) == '/';
    }

    /** Whether the topic is under EdgeX's default topic. */
    boolean isIncoming(String topic) {
        return incomingTopic
                .map(filter -> topic.startsWith(filter.substring(0, filter.length() - 1)))
                .orElse(false);
    }

    /** Device and source, when the topic is under EdgeX's default topic and has exactly two levels more. */
    Optional<Named> incoming(String topic) {
        if (!isIncoming(topic)) {
            return Optional.empty();
        }
        int fixed = incomingTopic.orElseThrow().length() - 1;
        String[] names = topic.substring(fixed).split("/", -1);
        return names.length == 2 ? Optional.of(new Named(names[0], names[1])) : Optional.empty();
    }

    /** The same with the names' percent-encoding undone, for publishers that escape names. */
    static Named unescaped(Named named) {
        String[] names = Arrays.stream(new String[] {named.device(), named.source()})
                .map(NameEscape::unescape)
                .toArray(String[]::new);
        return new Named(names[0], names[1]);
    }
}
