package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.bus.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who sends and who listens mean the same topic, with {@code hearth.bus.enable-name-field-escape} and without, and it is the one
 * that EdgeX's services mean (EdgeX message bus, topics).
 */
class ServicesTopicsTest {
    private static final Topics RAW = new Topics("edgex", false);
    private static final Topics ESCAPED = new Topics("edgex", true);
    private static final String ID = "7a1707f0-166f-4c4b-bc9d-1d54c74e0137";

    /** Names, and what the URLEncode of EdgeX's core contracts makes of them. */
    private record Name(String raw, String escaped) {}

    private static final List<Name> NAMES = List.of(
            new Name("boiler", "boiler"),
            new Name("living room", "living%20room"),
            new Name("a/b", "a%2Fb"),
            new Name("50%", "50%25"),
            new Name("v1.2", "v1%2E2"),
            new Name("room-1", "room%2D1"),
            new Name("Küche", "K%C3%BCche"),
            new Name("a+b#c", "a%2Bb%23c"),
            new Name("u_n:s=4;i~1", "u%5Fn:s=4%3Bi%7E1"));

    /**
     * What one service sends and others listen to.
     *
     * @param topic     of a name
     * @param edgex     EdgeX's with escaping, {@code <n>} for the name
     * @param listeners filters of those who listen
     */
    private record Way(
            BiFunction<Topics, String, String> topic, String edgex, List<Function<Topics, String>> listeners) {}

    @SafeVarargs
    private static Way way(
            BiFunction<Topics, String, String> topic, String edgex, Function<Topics, String>... listeners) {
        return new Way(topic, edgex, List.of(listeners));
    }

    private static final List<Way> WAYS = List.of(
            way(
                    (topics, n) -> topics.event("device-mqtt", n, n, n),
                    "edgex/events/device/device%2Dmqtt/<n>/<n>/<n>",
                    channel("core-data", "cd-events"),
                    channel("rules-engine", "re-events"),
                    Topics::eventsFromDevices),
            way((topics, n) -> topics.coreEvent(n, n, n, n), "edgex/events/core/<n>/<n>/<n>/<n>"),
            way(
                    (topics, n) -> topics.commandRequest(n, n, "set"),
                    "edgex/core/command/request/<n>/<n>/set",
                    channel("core-command", "cc-requests")),
            way((topics, n) -> topics.commandResponse(ID), "edgex/response/core-command/" + ID),
            way(
                    (topics, n) -> topics.deviceCommandRequest("device-mqtt", n, n, "get"),
                    "edgex/device/command/request/device%2Dmqtt/<n>/<n>/get",
                    channel("device-service", "ds-commands"),
                    topics -> topics.deviceCommandRequests("device-mqtt")),
            way((topics, n) -> topics.response("device-mqtt", ID), "edgex/response/device%2Dmqtt/" + ID),
            way(
                    (topics, n) -> topics.validateDevice("device-mqtt"),
                    "edgex/device%2Dmqtt/validate/device",
                    channel("device-service", "ds-validate")),
            way((topics, n) -> topics.validateDevice(n), "edgex/<n>/validate/device"),
            way(
                    (topics, n) -> topics.systemEvent("core-metadata", "device", "add", "device-mqtt", n),
                    "edgex/system-events/core-metadata/device/add/device%2Dmqtt/<n>",
                    channel("device-service", "ds-system"),
                    channel("core-data", "cd-devices"),
                    topics -> topics.metadataEvents("device")),
            way(
                    (topics, n) -> topics.systemEvent("core-metadata", "deviceprofile", "update", "device-mqtt", n),
                    "edgex/system-events/core-metadata/deviceprofile/update/device%2Dmqtt/<n>",
                    channel("device-service", "ds-system"),
                    topics -> topics.metadataEvents("deviceprofile")),
            way(
                    (topics, n) -> topics.systemEvent("device-mqtt", "device", "discovery", "device-mqtt", ""),
                    "edgex/system-events/device-mqtt/device/discovery/device%2Dmqtt"),
            way(
                    (topics, n) -> topics.telemetry("core-data", "EventsPersisted"),
                    "edgex/telemetry/core-data/EventsPersisted"),
            // Hearth's own.
            way(
                    (topics, n) -> topics.deadLetters("device-mqtt"),
                    "edgex/dead-letters/device-mqtt",
                    channel("core-data", "cd-dead-letters")),
            way(
                    (topics, n) -> topics.replays("device-mqtt"),
                    "edgex/replays/device-mqtt",
                    channel("device-service", "ds-replays")),
            way(
                    (topics, n) -> topics.lastReported("core-data"),
                    "edgex/last-reported/core-data",
                    channel("core-metadata", "md-reported")));

    static Stream<Arguments> ways() {
        return WAYS.stream().flatMap(way -> NAMES.stream().map(name -> Arguments.of(way, name)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void with_escaping_a_topic_is_EdgeX_s(Way way, Name name) {
        assertThat(way.topic().apply(ESCAPED, name.raw())).isEqualTo(way.edgex().replace("<n>", name.escaped()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void who_is_meant_by_a_topic_listens_to_it_with_escaping_and_without(Way way, Name name) {
        for (Topics topics : List.of(RAW, ESCAPED)) {
            String topic = way.topic().apply(topics, name.raw());
            assertThat(way.listeners())
                    .extracting(listener -> listener.apply(topics))
                    .allSatisfy(filter -> assertThat(TopicFilter.of(filter).matches(topic))
                            .as("%s hears %s", filter, topic)
                            .isTrue());
        }
    }

    /** The filter of a channel of the bus, as the service's settings have it and its connector reads it. */
    private static Function<Topics, String> channel(String module, String channel) {
        Path settings = Path.of("..", module, "src/main/resources/META-INF/microprofile-config.properties");
        try (Reader in = Files.newBufferedReader(settings)) {
            Properties properties = new Properties();
            properties.load(in);
            String written = properties.getProperty("mp.messaging.incoming." + channel + ".topic");
            return topics -> topics.filter(written.replace("${hearth.bus.base-topic:edgex}", topics.base())
                    .replace("${hearth.device.service-key:device-mqtt}", "device-mqtt"));
        } catch (IOException unreadable) {
            throw new ExceptionInInitializerError(unreadable);
        }
    }
}
