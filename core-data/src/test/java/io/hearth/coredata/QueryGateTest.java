package io.hearth.coredata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.BusConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryGateTest {
    private final AlarmClock clock = new AlarmClock();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        clock.stop();
    }

    @Test
    void queries_that_take_too_long_end_and_make_room_for_others() throws Exception {
        QueryGate gate = gate("50ms", "1m");
        List<Future<String>> slow = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 7; i++) {
                slow.add(readers.submit(() -> gate.pass(this::takeForEver)));
            }
            for (Future<String> answer : slow) {
                assertThatThrownBy(answer::get)
                        .hasCauseInstanceOf(QueryTimeout.class)
                        .hasMessageContaining("request timeout");
            }
            assertThat(gate.pass(() -> "an answer")).isEqualTo("an answer");
        }
    }

    @Test
    void a_query_that_ended_in_time_is_not_interrupted_afterwards() {
        QueryGate gate = gate("1ms", "1m");
        for (int i = 0; i < 1000; i++) {
            try {
                gate.pass(() -> "quick");
            } catch (QueryTimeout slowMachine) {
                // Then it was: what matters is what comes behind.
            }
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void a_failure_of_its_own_stays_what_it_is() {
        assertThatThrownBy(() -> gate("1m", "1m").pass(() -> {
                    throw new IllegalStateException("damaged");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("damaged");
    }

    @Test
    void who_waits_too_long_for_a_place_is_told_so() throws Exception {
        QueryGate gate = gate("1m", "1ms");
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                readers.submit(() -> gate.pass(() -> {
                    both.countDown();
                    return takeForEver();
                }));
            }
            both.await();
            assertThatThrownBy(() -> gate.pass(() -> "an answer"))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("too many queries");
            never.countDown();
        }
    }

    /** Until it is interrupted, as calls to Redis are. */
    private String takeForEver() {
        try {
            never.await();
            return "at last";
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** Two at a time. */
    private QueryGate gate(String requestTimeout, String patience) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataConfig.class)
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.data.query.concurrent",
                        "2",
                        "hearth.data.query.patience",
                        patience,
                        "hearth.bus.request-timeout",
                        requestTimeout))
                .build();
        return new QueryGate(
                config.getConfigMapping(DataConfig.class), config.getConfigMapping(BusConfig.class), clock);
    }
}
