package io.hearth.command;

import static io.hearth.command.Asking.put;
import static io.hearth.command.Asking.waitFor;
import static io.hearth.command.ScriptedDeviceService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that wait for others. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CommandOrderTest {
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void a_slow_device_delays_no_other() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        String other = "other-" + UUID.randomUUID();
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> waits = all.submit(() -> put(device, OFF).extract().statusCode());
            await().until(() -> service.asked(device).size() == 1);

            put(other, OFF).statusCode(200);
            assertThat(waits.isDone()).isFalse();

            slow.countDown();
            assertThat(waits.get()).isEqualTo(200);
        }
    }

    @Test
    void a_command_waits_for_the_one_before_it_to_the_same_device() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        service.answers(device, asked -> {
            waitFor(slow);
            return done(asked, "null");
        });
        Callable<Integer> put = () -> put(device, OFF).extract().statusCode();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = all.submit(put);
            await().until(() -> service.asked(device).size() == 1);
            Future<Integer> second = all.submit(put);

            await().during(Duration.ofMillis(200))
                    .until(() -> service.asked(device).size() == 1);
            slow.countDown();
            assertThat(first.get()).isEqualTo(200);
            assertThat(second.get()).isEqualTo(200);
        }
        assertThat(service.asked(device)).hasSize(2);
    }

    @Test
    void a_command_that_waited_too_long_for_earlier_ones_is_503_and_not_sent() throws Exception {
        service.answers(device, asked -> null);
        Callable<Integer> put = () -> put(device, OFF).extract().statusCode();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, 4).mapToObj(i -> all.submit(put)).toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(503);
            }
        }
        assertThat(service.asked(device).size()).isLessThan(4);
    }
}
