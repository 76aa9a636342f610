package io.hearth.contracts.bus;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics of EdgeX's bus (EdgeX message bus, topics). Where names are percent-encoded, only those are that EdgeX's services
 * encode: not who tells of a system event, not core-command where it answers, not metrics, and nothing that is Hearth's own.
 *
 * @param base        the first level(s), EdgeX's {@code BaseTopicPrefix}
 * @param escapeNames whether names are percent-encoded, EdgeX's {@code EnableNameFieldEscape}; those that would break a
 *                    topic are in any case
 */
public record Topics(String base, boolean escapeNames) {
    /**
     * In a raw name these would make another topic, or one for which a broker may close the connection (MQTT 1.5.3: control
     * characters, half surrogates, non-characters); EdgeX's receivers decode whether the option is on or not.
     */
    private static final Pattern BREAKS_TOPICS = Pattern.compile("[/+#%\\p{Cc}\\p{Cs}\\p{IsNoncharacter_Code_Point}]");

    private static final Pattern NAME_IN_FILTER = Pattern.compile("\\{([^{}]*)}");

    /** As EdgeX is out of the box. */
    public static final Topics DEFAULT = new Topics("edgex");

    /** Topics under a base, names as they are. */
    public Topics(String base) {
        this(base, false);
    }

    /** An event from a device service. */
    public String event(String service, String profile, String device, String source) {
        return join("events/device", service, profile, device, source);
    }

    /** An event that came by core-data's REST. */
    public String coreEvent(String service, String profile, String device, String source) {
        return join("events/core", service, profile, device, source);
    }

    /** What core-data and the rules engine take events from. */
    public String eventsFromDevices() {
        return base + "/events/device/#";
    }

    /**
     * A command for core-command.
     *
     * @param method {@code get} or {@code set}
     */
    public String commandRequest(String device, String command, String method) {
        return join("core/command/request", device, command) + "/" + method;
    }

    /** A command from core-command for a device service. */
    public String deviceCommandRequest(String service, String device, String command, String method) {
        return join("device/command/request", service, device, command) + "/" + method;
    }

    /** What a device service takes its commands from. */
    public String deviceCommandRequests(String service) {
        return join("device/command/request", service) + "/#";
    }

    /** Where a device service answers a request. */
    public String response(String service, String requestId) {
        return join("response", service) + "/" + requestId;
    }

    /** Where core-command answers a request. */
    public String commandResponse(String requestId) {
        return base + "/response/core-command/" + requestId;
    }

    /** Where a device service is asked whether a device is acceptable. */
    public String validateDevice(String service) {
        return base + "/" + name(service) + "/validate/device";
    }

    /**
     * A change that a service tells of.
     *
     * @param source      who tells, e.g. {@code core-metadata}
     * @param type        {@code device}, {@code deviceprofile}, {@code deviceservice} or {@code provisionwatcher}
     * @param action      {@code add}, {@code update} or {@code delete}
     * @param owner       the service that the change concerns
     * @param profileName the last level; left out when ""
     */
    public String systemEvent(String source, String type, String action, String owner, String profileName) {
        String topic = base + "/system-events/" + source + "/" + type + "/" + action + "/" + name(owner);
        return profileName == null || profileName.isEmpty() ? topic : topic + "/" + name(profileName);
    }

    /** What core-metadata tells of one type of its things, whomever it concerns. */
    public String metadataEvents(String type) {
        return base + "/system-events/core-metadata/" + type + "/#";
    }

    /** A metric of a service. EdgeX does not percent-encode these at all: a name only is when it would break the topic. */
    public String telemetry(String service, String metric) {
        return base + "/telemetry/" + service + "/" + legal(metric);
    }

    /** Where a service puts what it could not use; a topic of Hearth's. */
    public String deadLetters(String service) {
        return base + "/dead-letters/" + legal(service);
    }

    /** Where a service is told to read one of its dead letters again; a topic of Hearth's. */
    public String replays(String service) {
        return base + "/replays/" + legal(service);
    }

    /**
     * Where core-keeper tells of a change; the key's delimiters are the topic's.
     *
     * @param key a key of core-keeper's, which has nothing in it that breaks a topic
     */
    public String keyChange(String key) {
        return base + "/" + key;
    }

    /** Where EdgeX 4's own services wait for changes: its core-keeper is set up with another base topic than the others. */
    public String keyChangeForEdgex(String key) {
        return base + "/configs/" + key;
    }

    /** Where a service tells which devices reported lately; a topic of Hearth's. */
    public String lastReported(String service) {
        return base + "/last-reported/" + legal(service);
    }

    /**
     * A topic filter as our channels have it written.
     *
     * @param written a filter in which names that EdgeX encodes stand in braces: {@code edgex/{device-mqtt}/validate/device}
     */
    public String filter(String written) {
        return NAME_IN_FILTER.matcher(written).replaceAll(name -> Matcher.quoteReplacement(name(name.group(1))));
    }

    /** A topic's levels, unescaped. */
    public static List<String> levels(String topic) {
        return Arrays.stream(topic.split("/", -1)).map(NameEscape::unescape).toList();
    }

    private String join(String fixed, String... names) {
        StringBuilder topic = new StringBuilder(base).append('/').append(fixed);
        for (String name : names) {
            topic.append('/').append(name(name));
        }
        return topic.toString();
    }

    private String name(String name) {
        return escapeNames ? NameEscape.escapeForTopic(name) : legal(name);
    }

    private static String legal(String name) {
        boolean breaks = !isPlain(name) && BREAKS_TOPICS.matcher(name).find();
        return breaks ? NameEscape.escapeForTopic(name) : name;
    }

    /** What most names are, told without the pattern: printable ASCII of which nothing breaks a topic. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '/' || c == '+' || c == '#' || c == '%') {
                return false;
            }
        }
        return true;
    }
}
