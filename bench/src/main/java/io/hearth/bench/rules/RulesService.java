package io.hearth.bench.rules;

import io.hearth.bench.device.Client;
import io.hearth.bench.device.Service;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/** The rules engine as it is installed, with a broker and a Redis of its own. */
final class RulesService implements AutoCloseable {
    private static final int AT_A_TIME = 1_000;
    private static final int IN_FLIGHT = 500;
    private static final String RECEIVED = "hearth_messages_received_total";

    private final HttpClient http = HttpClient.newHttpClient();
    private final RealRedis redis = new RealRedis();
    private final RealBroker broker = new RealBroker();
    private final Client client;
    private Service service;
    private long published;

    RulesService() {
        redis.start();
        broker.start();
        client = new Client(broker.port());
        service = of(broker.port(), redis.port());
        service.ready();
    }

    /** A rules engine on this broker and this Redis, not started. */
    static Service of(int broker, int redis) {
        return new Service(
                "rules-engine",
                "hearth.rules.port",
                List.of("hearth.bus.port=" + broker, "quarkus.redis.hosts=redis://127.0.0.1:" + redis));
    }

    /** The process that runs now. */
    Service service() {
        return service;
    }

    /** Ends it as an operator does, and starts another: answers in seconds how long until its rules are at work. */
    double restart() {
        service.stop();
        Service next = of(broker.port(), redis.port());
        long begin = System.nanoTime();
        next.ready();
        double seconds = (System.nanoTime() - begin) / 1e9;
        service.close();
        service = next;
        published = 0;
        return seconds;
    }

    /** Posts rules, some at a time; anything but 201 for each makes the run void. */
    void add(int from, int to, IntFunction<Object> document) throws IOException, InterruptedException {
        for (int first = from; first < to; first += AT_A_TIME) {
            List<Object> documents = new ArrayList<>();
            for (int number = first; number < Math.min(to, first + AT_A_TIME); number++) {
                documents.add(document.apply(number));
            }
            service.post("/api/v3/rule", Json.bytes(documents));
        }
        if (service.metric("hearth_rules_loaded") != to) {
            throw new IllegalStateException("void: there are " + service.metric("hearth_rules_loaded") + " rules");
        }
    }

    /** Posts one rule, and answers how long that took, ns. */
    long addOne(Object document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v3/rule"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(document)))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - begin;
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("void: a rule was answered " + answer.statusCode() + " " + answer.body());
        }
        return nanos;
    }

    /** Publishes events of one reading each, and returns when all were taken up. */
    void publish(List<BusMessage> events) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        for (BusMessage event : events) {
            room.acquire();
            client.publish(event.topic(), event.payload()).whenComplete((sent, failure) -> {
                if (failure != null) {
                    failed.incrementAndGet();
                }
                room.release();
            });
        }
        room.acquire(IN_FLIGHT);
        if (failed.get() > 0) {
            throw new IllegalStateException("void: " + failed.get() + " events were not acknowledged");
        }
        published += events.size();
        Awaitility.await("all " + published + " events taken up")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.metric(RECEIVED) >= published);
    }

    /** How often a rule became active. */
    long firings() throws IOException, InterruptedException {
        return service.metric("hearth_rules_firings_total");
    }

    @Override
    public void close() {
        client.close();
        service.close();
        broker.close();
        redis.close();
    }
}
