package io.hearth.device.mapping;

import io.hearth.contracts.event.EventId;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device with its profile understood.
 *
 * @param device    as core-metadata has it
 * @param profile   its profile; absent when it has none, or none that is known
 * @param topicName what stands for {@code {device}} in its topics: its name, or {@code protocols.mqtt.name}
 * @param topic     {@code protocols.mqtt.topic}: takes the place of the topic of every resource that has one
 * @param own       its profile with what {@code protocols.mqtt} says in its place; absent when it says nothing
 * @param tags      what its events are tagged with
 * @param hash      stands for its name in event ids
 * @param problems  what of it and of its profile was left out, and why
 */
public record MappedDevice(
        Device device,
        Optional<MappedProfile> profile,
        String topicName,
        Optional<TopicTemplate> topic,
        Optional<MappedProfile> own,
        EventTags tags,
        long hash,
        List<Problem> problems) {
    private static final String PROTOCOL = "mqtt";
    private static final String COMMAND_TOPIC = "CommandTopic";
    private static final String BROKER = "broker";
    private static final String SILENCE = "silence";
    private static final String CLIENT_ID = "clientId";

    static MappedDevice of(Device device, MappedProfile profile) {
        Map<String, Map<String, Object>> protocols = device.protocols() == null ? Map.of() : device.protocols();
        Map<String, Object> mqtt = protocols.get(PROTOCOL) == null ? Map.of() : protocols.get(PROTOCOL);
        List<Problem> problems = new ArrayList<>();
        Attributes settings = new Attributes("", "", mqtt, "protocols.mqtt.", problems);
        String topicName = settings.text("name").orElse(device.name());
        Optional<TopicTemplate> topic = settings.parsed("topic", TopicTemplate::incoming);
        Optional<MappedProfile> own = Optional.empty();
        settings.parsed(COMMAND_TOPIC, MappedDevice::publishable);
        settings.text(BROKER);
        settings.text(CLIENT_ID);
        settings.parsedWord(SILENCE, StatusAttributes::silence);
        if (profile == null) {
            problems.add(new Problem(
                    "",
                    "",
                    "profileName",
                    "'" + device.profileName() + "' is no known profile: nothing of the device is mapped"));
        } else {
            problems.addAll(profile.problems());
            own = DeviceOverrides.of(profile, mqtt, topic.isPresent(), problems);
            checkName(own.orElse(profile), topicName, topic, problems);
        }
        if (profile != null) {
            checkAutoEvents(device, profile, problems);
        }
        return new MappedDevice(
                device,
                Optional.ofNullable(profile),
                topicName,
                topic,
                own,
                EventTags.of(device, profile),
                EventId.deviceHash(device.name()),
                List.copyOf(problems));
    }

    private static void checkAutoEvents(Device device, MappedProfile profile, List<Problem> problems) {
        device.autoEvents().stream()
                .map(AutoEvent::sourceName)
                .map(source -> AutoEventSource.problem(profile, source))
                .flatMap(Optional::stream)
                .forEach(problem -> problems.add(new Problem("", "", "autoEvents", "sourceName " + problem)));
    }

    private static void checkName(
            MappedProfile profile, String topicName, Optional<TopicTemplate> topic, List<Problem> problems) {
        boolean needsLevel = topic.map(TopicTemplate::namesDevice).orElse(false);
        for (MappedResource resource : profile.resources().values()) {
            needsLevel |= topic.isEmpty()
                    && resource.topic().map(TopicTemplate::namesDevice).orElse(false);
            needsLevel |=
                    resource.write().map(write -> write.topic().namesDevice()).orElse(false);
            needsLevel |= resource.request()
                    .map(request -> request.topic().namesDevice())
                    .orElse(false);
        }
        if (needsLevel && !TopicTemplate.isLevel(topicName)) {
            problems.add(new Problem(
                    "",
                    "",
                    "name",
                    "'" + topicName + "' cannot be one topic level (it has / + or #): set protocols.mqtt.name"));
        }
    }

    /** Whether its topics are not, or not only, those of its profile. */
    boolean hasOwnTopics() {
        return topic.isPresent() || own.isPresent();
    }

    /** The same with one problem more. */
    MappedDevice with(Problem problem) {
        List<Problem> all = new ArrayList<>(problems);
        all.add(problem);
        return new MappedDevice(device, profile, topicName, topic, own, tags, hash, List.copyOf(all));
    }

    /** The id of its event of this time, Unix ns. */
    public String eventId(long origin) {
        return EventId.of(hash, origin).toString();
    }

    /** The broker that it is at, {@code protocols.mqtt.broker}. */
    public String broker() {
        Map<String, Object> mqtt =
                device.protocols() == null ? null : device.protocols().get(PROTOCOL);
        return mqtt != null && mqtt.get(BROKER) instanceof String name && !name.isEmpty()
                ? name
                : MappingRules.DEFAULT_BROKER;
    }

    /**
     * The id of the MQTT client that it is, {@code protocols.mqtt.clientId}; absent when that is not said: one that connects only to
     * report must not be DOWN in between because it happens to be a client of its own name.
     */
    public Optional<String> clientId() {
        Map<String, Object> mqtt =
                device.protocols() == null ? null : device.protocols().get(PROTOCOL);
        return mqtt != null && mqtt.get(CLIENT_ID) instanceof String said && !said.isEmpty()
                ? Optional.of(said)
                : Optional.empty();
    }

    /** Where device-mqtt's own commands go, {@code protocols.mqtt.CommandTopic}; absent when the device has none. */
    public Optional<String> commandTopic() {
        Map<String, Object> mqtt =
                device.protocols() == null ? null : device.protocols().get(PROTOCOL);
        return mqtt != null && mqtt.get(COMMAND_TOPIC) instanceof String topic && isPublishable(topic)
                ? Optional.of(topic)
                : Optional.empty();
    }

    /** What values of one of its resources say of whether it is online. */
    public StatusRule status(String resource) {
        MappedProfile mapped = own.or(() -> profile).orElse(null);
        MappedResource found = mapped == null ? null : mapped.resources().get(resource);
        return found == null ? StatusRule.NONE : found.inbound().status();
    }

    /**
     * How long nothing may come of it until it is taken for offline, 0 is never: {@code protocols.mqtt.silence}, else the shortest
     * that its resources say; absent when nothing is said.
     */
    public Optional<Duration> silence() {
        Map<String, Map<String, Object>> protocols = device.protocols() == null ? Map.of() : device.protocols();
        Map<String, Object> mqtt = protocols.get(PROTOCOL);
        if (mqtt != null && mqtt.get(SILENCE) != null) {
            Optional<Duration> said =
                    new Attributes("", "", mqtt, "", new ArrayList<>()).parsedWord(SILENCE, StatusAttributes::silence);
            if (said.isPresent()) {
                return said;
            }
        }
        return own.or(() -> profile).flatMap(MappedProfile::silence);
    }

    private static String publishable(String topic) {
        if (!isPublishable(topic)) {
            throw new IllegalArgumentException("is not a topic to publish to, allowed are levels without + and #");
        }
        return topic;
    }

    private static boolean isPublishable(String topic) {
        return !topic.isBlank() && topic.chars().noneMatch(c -> c == '+' || c == '#' || c == 0);
    }

    /** Its name. */
    public String name() {
        return device.name();
    }
}
