package io.hearth.system;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rooms that get cold one after another, once each, under one rule that has a cold room heated; and their heaters, which
 * remember what they were told.
 */
final class HeatedRooms implements AutoCloseable {
    private static final String PROFILE = """
            [ { "apiVersion": "v3", "profile": { "name": "outage-room",
                "deviceResources": [
                  { "name": "temperature", "attributes": { "topic": "outage/{device}/temperature" },
                    "properties": { "valueType": "Float64", "readWrite": "R" } },
                  { "name": "mode", "attributes": { "commandTopic": "outage/{device}/mode", "qos": 2, "template": "{value} {id}" },
                    "properties": { "valueType": "String", "readWrite": "W" } } ] } } ]""";
    private static final String DEVICE = """
            { "apiVersion": "v3", "device": { "name": "%s", "profileName": "outage-room", "serviceName": "device-mqtt",
              "adminState": "UNLOCKED", "operatingState": "UP", "protocols": { "mqtt": {} } } }""";
    private static final String RULE = """
            [ { "name": "outage-rooms-are-heated", "enabled": true,
                "when": { "profile": "outage-room", "resource": "temperature", "below": 20, "clearAbove": 20.5 },
                "then": [ { "command": { "command": "mode", "values": { "mode": "heat" } } } ] } ]""";
    private static final Duration LONG = PatienceSetting.orElse(Duration.ofMinutes(2));

    private final Doors doors;
    private final Mqtt3AsyncClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger cold = new AtomicInteger();
    /** Room to when the broker acknowledged that it is cold, as {@link System#nanoTime} has it. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final Map<String, List<String>> told = new ConcurrentHashMap<>();
    private List<String> rooms = List.of();

    HeatedRooms(Doors doors) {
        this.doors = doors;
        doors.add(59881, "/api/v3/deviceprofile", PROFILE);
        doors.add(59720, "/api/v3/rule", RULE);
        client = LastingClient.connected("rooms", doors.port(1883), () -> {});
        client.subscribeWith()
                .topicFilter("outage/+/mode")
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(this::isTold)
                .send()
                .join();
    }

    /** The topic of a thermometer. */
    static String topic(String room) {
        return "outage/" + room + "/temperature";
    }

    /**
     * Builds so many rooms, and one more that has the name as it is and never gets cold. All are warm, and core-data has heard
     * of each when this returns.
     */
    void build(String name, int number) {
        rooms = IntStream.range(0, number).mapToObj(i -> name + "-" + i).toList();
        List<String> all = Stream.concat(Stream.of(name), rooms.stream()).toList();
        doors.add(
                59881,
                "/api/v3/device",
                all.stream().map(DEVICE::formatted).collect(Collectors.joining(",", "[", "]")));
        await("each room is heard of")
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    List<String> unheardOf =
                            all.stream().filter(this::isUnheardOf).toList();
                    unheardOf.forEach(room -> publish(room, "21.5").join());
                    return unheardOf.isEmpty();
                });
    }

    private boolean isUnheardOf(String room) {
        return doors.getJson(59880, "/api/v3/reading/count/device/name/" + room)
                        .path("count")
                        .asInt()
                == 0;
    }

    /** From now on another one gets cold each time, until {@link #stop}. */
    void getCold(Duration every) {
        clock.scheduleAtFixedRate(this::getsCold, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next one does; when the broker is away, when it is asked again. */
    void getsCold() {
        if (client.getState().isConnected() && cold.get() < rooms.size()) {
            String room = rooms.get(cold.getAndIncrement());
            publish(room, "18.5").thenRun(() -> acknowledged.put(room, System.nanoTime()));
        }
    }

    private CompletableFuture<?> publish(String room, String degrees) {
        return client.publishWith()
                .topic(topic(room))
                .payload(degrees.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    private void isTold(Mqtt3Publish message) {
        String room = message.getTopic().getLevels().get(1);
        told.computeIfAbsent(room, any -> new CopyOnWriteArrayList<>())
                .add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
    }

    void stop() {
        clock.shutdownNow();
    }

    /** Whether all that got cold have been told of to the broker, as far as it is known. */
    boolean isQuiet() {
        return acknowledged.size() == cold.get();
    }

    /** How many got cold. */
    int cold() {
        return cold.get();
    }

    /** Those of which the broker knows, but since such times of {@link System#nanoTime}, and whose heaters were not told. */
    List<String> notHeated(LongPredicate excused) {
        return acknowledged.entrySet().stream()
                .filter(entry -> !excused.test(entry.getValue()) && !told.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How many heaters were told. */
    int heated() {
        return told.size();
    }

    /** Those whose heaters were told more than once. */
    List<String> heatedTwice() {
        return rooms.stream()
                .filter(room -> told.getOrDefault(room, List.of()).size() > 1)
                .toList();
    }

    /** What each heater was told, for a failure. */
    Map<String, List<String>> told() {
        return told;
    }

    @Override
    public void close() {
        stop();
        LastingClient.end(client);
    }
}
