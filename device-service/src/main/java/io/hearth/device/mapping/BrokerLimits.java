package io.hearth.device.mapping;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a broker allows beyond or below MQTT, by its vendor's documentation (docs/brokers.md has the sources).
 *
 * @param name               the word of the setting
 * @param maxQos             the highest QoS of what we publish; a higher one is lowered to it
 * @param retain             whether the broker keeps retained messages; where it does not, they go out without the flag
 * @param maxLevels          how many levels a topic or filter may have
 * @param maxTopicOctets     how long a topic or filter may be, in octets of UTF-8
 * @param maxPayload         how large a payload may be, in octets
 * @param maxSubscriptions   how many filters one connection may be subscribed to
 * @param filtersInPacket    how many filters may be in one SUBSCRIBE
 * @param filterBeginnings   what a filter must begin with, one of them; empty: anything
 * @param topicBeginnings    what a topic to publish to must begin with, one of them; empty: anything
 */
public record BrokerLimits(
        String name,
        int maxQos,
        boolean retain,
        int maxLevels,
        int maxTopicOctets,
        int maxPayload,
        int maxSubscriptions,
        int filtersInPacket,
        List<String> filterBeginnings,
        List<String> topicBeginnings) {
    private static final int MOST_TOPIC = 65_535;
    private static final int MOST_PAYLOAD = 268_435_455;
    private static final int EXACTLY_ONCE = 2;
    private static final int KIB = 1024;

    /** MQTT's own limits. */
    public static final BrokerLimits NONE = new BrokerLimits(
            "none",
            EXACTLY_ONCE,
            true,
            Integer.MAX_VALUE,
            MOST_TOPIC,
            MOST_PAYLOAD,
            Integer.MAX_VALUE,
            100,
            List.of(),
            List.of());

    private static final BrokerLimits AWS_IOT =
            new BrokerLimits("aws-iot", 1, true, 8, 256, 128 * KIB, 50, 8, List.of(), List.of());
    private static final BrokerLimits AZURE_IOT_HUB = new BrokerLimits(
            "azure-iot-hub",
            1,
            false,
            Integer.MAX_VALUE,
            MOST_TOPIC,
            256 * KIB,
            50,
            50,
            List.of("devices/", "$iothub/"),
            List.of("devices/", "$iothub/"));
    private static final BrokerLimits HIVEMQ_CLOUD = new BrokerLimits(
            "hivemq-cloud",
            EXACTLY_ONCE,
            true,
            Integer.MAX_VALUE,
            MOST_TOPIC,
            5 * KIB * KIB,
            Integer.MAX_VALUE,
            100,
            List.of(),
            List.of());

    /** Its plug-in takes QoS 2 for QoS 1 and answers so, which ends the connection. */
    private static final BrokerLimits RABBITMQ = new BrokerLimits(
            "rabbitmq",
            1,
            true,
            Integer.MAX_VALUE,
            MOST_TOPIC,
            MOST_PAYLOAD,
            Integer.MAX_VALUE,
            100,
            List.of(),
            List.of());

    /**
     * The limits of this word.
     *
     * @param setting the setting's name
     * @throws IllegalArgumentException naming the setting, the word and what is allowed
     */
    public static BrokerLimits of(String setting, String word) {
        List<BrokerLimits> all = List.of(NONE, AWS_IOT, AZURE_IOT_HUB, HIVEMQ_CLOUD, RABBITMQ);
        return all.stream()
                .filter(limits -> limits.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setting + " is '" + word + "', allowed is one of "
                        + all.stream().map(BrokerLimits::name).toList()));
    }

    /** Whether a filter may be subscribed to, as far as its beginning goes. */
    public boolean takesFilter(String filter) {
        return begins(filter, filterBeginnings);
    }

    /** Whether a topic may be published to, as far as its beginning goes. */
    public boolean takesTopic(String topic) {
        return begins(topic, topicBeginnings);
    }

    /** Why this filter cannot be subscribed to; empty when it can. */
    public Optional<String> objectionToFilter(String filter) {
        return takesFilter(filter) ? objectionToSize(filter) : Optional.of(none(filterBeginnings));
    }

    /** Why this topic cannot be published to; empty when it can. */
    public Optional<String> objectionToTopic(String topic) {
        return takesTopic(topic) ? objectionToSize(topic) : Optional.of(none(topicBeginnings));
    }

    private static String none(List<String> beginnings) {
        return "allowed is what begins with " + beginnings;
    }

    private Optional<String> objectionToSize(String topic) {
        int levels = topic.split("/", -1).length;
        int octets = topic.getBytes(StandardCharsets.UTF_8).length;
        if (levels > maxLevels) {
            return Optional.of("it has " + levels + " levels, allowed are " + maxLevels);
        }
        return octets > maxTopicOctets
                ? Optional.of("it has " + octets + " octets, allowed are " + maxTopicOctets)
                : Optional.empty();
    }

    private static boolean begins(String text, List<String> beginnings) {
        return beginnings.isEmpty() || beginnings.stream().anyMatch(text::startsWith);
    }

    /** Whether these are MQTT's own limits only. */
    boolean isNone() {
        return equals(NONE);
    }
}
