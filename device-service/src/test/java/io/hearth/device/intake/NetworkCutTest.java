package io.hearth.device.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network to a broker of devices drops all packets for a minute, while devices publish and commands are asked for. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithCutBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class NetworkCutTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration CUT = Duration.ofSeconds(60);
    private static final List<String> DEVICES = List.of("press", "saw", "lathe");

    @Test
    void a_minute_without_packets_loses_no_message_disorders_none_and_answers_every_command() {
        WithMetadata.PROFILES.put("machine", Samples.profile("""
                name: machine
                deviceResources:
                  - { name: count, attributes: { topic: "machine/{device}/count" }, properties: { valueType: Int32, readWrite: R } }
                  - { name: speed, attributes: { commandTopic: "machine/{device}/speed", qos: 1 }, properties: { valueType: Int32, readWrite: W } }
                """));
        try (Listener bus = new Listener(WithBroker.broker().port(), "edgex/events/device/#");
                Listener plant = new Listener(WithCutBroker.broker().port(), "machine/+/speed");
                ScheduledThreadPoolExecutor machines = new ScheduledThreadPoolExecutor(1)) {
            DEVICES.forEach(device -> bus.tell("add", Samples.device(device, "machine", Map.of("broker", "plant"))));
            await().atMost(SOON)
                    .until(() ->
                            given().get("/api/v3/mapping/device/name/lathe").statusCode() == 200);
            await().atMost(SOON).until(NetworkCutTest::reached);
            AtomicInteger round = new AtomicInteger();
            ScheduledFuture<?> publishing = machines.scheduleAtFixedRate(
                    () -> publishAll(plant, round.incrementAndGet()), 0, 100, TimeUnit.MILLISECONDS);
            await().atMost(SOON).until(() -> counts(bus, "saw").size() >= 20);

            WithCutBroker.network().swallow();
            long cut = System.nanoTime();
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            asked.add(ask("press", 1));
            asked.add(ask("saw", 2));
            await("noticed").atMost(Duration.ofSeconds(30)).until(() -> !reached());
            long noticed = System.nanoTime();
            asked.add(ask("press", 3));
            asked.add(ask("lathe", 4));
            await("the minute").atMost(CUT.plusSeconds(1)).until(() -> System.nanoTime() - cut >= CUT.toNanos());
            WithCutBroker.network().heal();
            long healed = System.nanoTime();
            await("back").atMost(SOON).until(NetworkCutTest::reached);
            long back = System.nanoTime();
            int last = round.get() + 20;
            await().atMost(SOON).until(() -> round.get() >= last);
            publishing.cancel(false);
            int all = stopped(machines, round);
            for (String device : DEVICES) {
                await("all of " + device).atMost(SOON).until(() -> counts(bus, device)
                        .containsValue(all));
                assertThat(counts(bus, device).values())
                        .as("each of %s once, in order", device)
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, all).boxed().toList());
            }
            List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.took()).as("before core-command gives up").isLessThan(Duration.ofSeconds(5));
            });
            assertThat(ask("saw", 5).join().status()).isEqualTo(200);
            await().atMost(SOON)
                    .until(() -> !plant.payloads("machine/saw/speed").isEmpty());
            assertThat(plant.heard(message -> true).stream().map(message -> new String(message.getPayloadAsBytes())))
                    .as("what was answered with an error is not carried out later")
                    .containsExactly("{\"speed\":5}");
            System.out.printf(
                    "cut for %d ms: noticed after %d ms, back %d ms after the network; %d messages of %d devices, each once and in order; "
                            + "commands meanwhile answered 503 within %s ms%n",
                    (healed - cut) / 1_000_000,
                    (noticed - cut) / 1_000_000,
                    (back - healed) / 1_000_000,
                    all * DEVICES.size(),
                    DEVICES.size(),
                    answers.stream().map(answer -> answer.took().toMillis()).toList());
        }
    }

    /** How a command was answered, and after how long. */
    private record Answer(int status, Duration took) {}

    private static void publishAll(Listener plant, int count) {
        DEVICES.forEach(device -> plant.publish("machine/" + device + "/count", "" + count));
    }

    private static int stopped(ScheduledThreadPoolExecutor machines, AtomicInteger round) {
        machines.shutdown();
        await().atMost(SOON).until(machines::isTerminated);
        return round.get();
    }

    private static CompletableFuture<Answer> ask(String device, int speed) {
        return CompletableFuture.supplyAsync(
                () -> {
                    long from = System.nanoTime();
                    Response answer = given().contentType("application/json")
                            .body("{\"speed\":" + speed + "}")
                            .put("/api/v3/device/name/" + device + "/speed");
                    return new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - from));
                },
                Thread::startVirtualThread);
    }

    private static boolean reached() {
        String away =
                given().get("/q/health/ready").path("checks.find { it.name == 'device registry' }.data.brokersAway");
        return away == null || !away.contains("plant");
    }

    /** The counts of a device on the bus, by the event's id: the same event twice is one. */
    private static Map<String, Integer> counts(Listener bus, String device) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        bus.heard(message -> message.getTopic().toString().endsWith("/" + device + "/count")).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), AddEventRequest.class)
                        .payload()
                        .event())
                .forEach(event -> counts.putIfAbsent(event.id(), count(event)));
        return counts;
    }

    private static int count(Event event) {
        return Integer.parseInt(
                ((ReadingValue.Simple) event.readings().getFirst().value()).text());
    }
}
