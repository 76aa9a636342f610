package io.hearth.device.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Holds what a device's mapping asks for against what its broker allows. */
final class BrokerCheck {
    /** A correlation, as long as each is. */
    private static final String ANY_UUID = new UUID(0, 0).toString();

    private static final String COMMAND_TOPIC = "protocols.mqtt.CommandTopic";

    private final MappedDevice device;
    private final String broker;
    private final BrokerLimits limits;
    private final List<Problem> problems = new ArrayList<>(0);

    private BrokerCheck(MappedDevice device, BrokerLimits limits) {
        this.device = device;
        this.broker = device.broker();
        this.limits = limits;
    }

    /** The device with what its broker does not allow as problems. */
    static MappedDevice of(MappedDevice device, MappingRules rules) {
        Map<String, BrokerRule> brokers = rules.brokers();
        BrokerRule rule = brokers.get(device.broker());
        if (rule == null) {
            return device.with(new Problem(
                    "",
                    "",
                    "protocols.mqtt.broker",
                    "'" + device.broker() + "' is no broker, allowed are " + new TreeSet<>(brokers.keySet())));
        }
        if (rule.limits().isNone()) {
            return device;
        }
        BrokerCheck check = new BrokerCheck(device, rule.limits());
        check.run();
        device.commandTopic().ifPresent(topic -> check.own(topic, rules.replyTopic()));
        MappedDevice checked = device;
        for (Problem problem : check.problems) {
            checked = checked.with(problem);
        }
        return checked;
    }

    private void run() {
        device.topic().ifPresent(topic -> filter("", "protocols.mqtt.topic", topic));
        Optional<MappedProfile> profile = device.own().or(device::profile);
        for (MappedResource resource :
                profile.map(known -> known.resources().values()).orElse(List.of())) {
            if (device.topic().isEmpty()) {
                resource.topic().ifPresent(topic -> filter(resource.name(), "attributes.topic", topic));
            }
            resource.write().ifPresent(write -> write(resource.name(), write));
            resource.request().ifPresent(request -> request(resource.name(), request));
        }
    }

    /** What device-mqtt's own protocol makes of {@code CommandTopic}: of all resources, for the one with the longest name. */
    private void own(String commandTopic, Optional<String> replyTopic) {
        String longest = device.own().or(device::profile).stream()
                .flatMap(profile -> profile.resources().keySet().stream())
                .max(Comparator.comparingInt(name -> name.getBytes(StandardCharsets.UTF_8).length))
                .orElse("{resource}");
        published("", COMMAND_TOPIC, commandTopic + "/" + longest + "/get/" + ANY_UUID);
        replyTopic.ifPresent(filter -> limits.objectionToFilter(filter)
                .ifPresent(why -> problem(
                        "",
                        COMMAND_TOPIC,
                        "'" + commandTopic + "' is of no use, replies come on '" + filter + "', which " + broker()
                                + " does not take: " + why)));
    }

    private void request(String resource, ReadRequest request) {
        topic(resource, "attributes.requestTopic", request.topic());
        qos(resource, request.qos());
        filter(resource, "attributes.replyTopic", request.reply().topic());
    }

    private void write(String resource, WriteBinding write) {
        topic(resource, "attributes.commandTopic", write.topic());
        qos(resource, write.qos());
        if (write.retain() && !limits.retain()) {
            problem(resource, "retain", "'true' is not allowed by " + broker() + ": sent without");
        }
        // Of a resource that is asked and told the reply is often the same.
        write.reply().ifPresent(reply -> filter(resource, "attributes.replyTopic", reply.topic()));
    }

    private void topic(String resource, String field, TopicTemplate template) {
        published(resource, field, sent(resource, template));
    }

    private void published(String resource, String field, String topic) {
        if (!limits.takesTopic(topic)) {
            problem(
                    resource,
                    field,
                    "'" + topic + "' is none of " + broker() + ", allowed is what begins with "
                            + limits.topicBeginnings());
        }
        length(resource, field, topic);
    }

    /** As long as it is when it is sent. */
    private String sent(String resource, TopicTemplate template) {
        return template.forDevice(device.topicName())
                .text()
                .replace("{resource}", resource.isEmpty() ? "{resource}" : resource)
                .replace("{correlation}", ANY_UUID);
    }

    private void qos(String resource, int qos) {
        // Not a reason to refuse the device: it is told, and the message goes out as the broker takes it.
        if (qos > limits.maxQos()) {
            problem(
                    resource,
                    "qos",
                    "'" + qos + "' is more than " + broker() + " allows: sent with " + limits.maxQos());
        }
    }

    private void filter(String resource, String field, TopicTemplate template) {
        String filter = template.filter();
        if (!limits.takesFilter(filter)) {
            problem(
                    resource,
                    field,
                    "'" + template + "' is none of " + broker() + ", allowed is what begins with "
                            + limits.filterBeginnings());
        }
        length(resource, field, sent(resource, template));
    }

    private void length(String resource, String field, String topic) {
        int levels = topic.split("/", -1).length;
        if (levels > limits.maxLevels()) {
            problem(
                    resource,
                    field,
                    "'" + topic + "' has " + levels + " levels, " + broker() + " allows " + limits.maxLevels());
        }
        int octets = topic.getBytes(StandardCharsets.UTF_8).length;
        if (octets > limits.maxTopicOctets()) {
            problem(
                    resource,
                    field,
                    "'" + topic + "' has " + octets + " octets, " + broker() + " allows " + limits.maxTopicOctets());
        }
    }

    private String broker() {
        return "broker '" + broker + "' (" + limits.name() + ")";
    }

    private void problem(String resource, String field, String text) {
        Problem found = new Problem("", resource, field, text);
        if (!problems.contains(found)) {
            problems.add(found);
        }
    }

    /** Why the broker cannot take the device's subscriptions beside those that it has; empty when it can. */
    static Optional<Problem> subscriptions(MappingIndex others, MappedDevice device, MappedProfile profile) {
        BrokerRule rule = others.rules().brokers().get(device.broker());
        if (rule == null || rule.limits().maxSubscriptions() == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        MappingIndex alone = MappingIndex.of(List.of(device.device()), Map.of(profile.name(), profile), others.rules());
        Set<String> there = others.at(device.broker()).filters();
        List<String> mapped = new ArrayList<>(there);
        mapped.addAll(alone.at(device.broker()).filters());
        Set<String> needed = FilterCover.beside(rule.taken(), FilterCover.of(mapped));
        Set<String> more = new TreeSet<>(needed);
        more.removeAll(FilterCover.beside(rule.taken(), there));
        // Where there are too many already, one that needs none of its own makes it no worse.
        if (needed.size() <= rule.limits().maxSubscriptions() || more.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "",
                "",
                "protocols.mqtt.broker",
                "'" + device.broker() + "' (" + rule.limits().name() + ") would have " + needed.size()
                        + " subscriptions, allowed are " + rule.limits().maxSubscriptions() + ", "
                        + rule.taken().size() + " are those of conventions and notices of clients: no room for "
                        + more));
    }
}
