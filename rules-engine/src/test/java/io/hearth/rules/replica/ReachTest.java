package io.hearth.rules.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** Whether a replica can be reached where it says that it answers. */
class ReachTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Present at(String url) {
        return new Present(url, "name", url, 1, 0);
    }

    private static boolean isCutOff(String own, String... others) {
        Present me = at(own);
        return Reach.isCutOff(
                me,
                Stream.concat(Stream.of(me), Stream.of(others).map(ReachTest::at))
                        .toList());
    }

    @Test
    void one_at_a_loopback_address_is_cut_off_from_those_that_are_not() {
        assertThat(isCutOff("http://127.0.0.1:59720", "http://10.0.0.7:59720")).isTrue();
        assertThat(isCutOff("http://localhost:59720", "http://rules-1:59720")).isTrue();
        assertThat(isCutOff("http://[::1]:59720", "http://127.0.0.1:1", "http://[fd00::2]:59720"))
                .isTrue();
    }

    @Test
    void on_one_machine_and_with_addresses_of_their_own_nobody_is() {
        assertThat(isCutOff("http://127.0.0.1:59720")).isFalse();
        assertThat(isCutOff("http://127.0.0.1:59720", "http://127.0.0.1:59721", "http://[::1]:59722"))
                .isFalse();
        assertThat(isCutOff("http://10.0.0.6:59720", "http://127.0.0.1:59720")).isFalse();
        assertThat(isCutOff("http://rules-0:59720", "http://10.0.0.7:59720")).isFalse();
        assertThat(isCutOff("no url", "http://10.0.0.7:59720")).isFalse();
    }

    @Test
    void one_that_is_cut_off_is_warned_of_once() throws Exception {
        Warnings warnings = new Warnings();
        Logger logger = Logger.getLogger(Company.class.getName());
        logger.addHandler(warnings);
        ReplicaConfig settings = new ReplicaTest.Settings(Optional.of("a"), LONG);
        try (RealRedis server = new RealRedis()) {
            server.start();
            try (TestRedisBatch redis = new TestRedisBatch(server.port());
                    Company company = Company.of(redis.batch(), settings, "a", "http://127.0.0.1:1", () -> 0)) {
                company.start(List.of());
                await().until(() -> company.trouble().isEmpty());
                assertThat(warnings.told).isEmpty();

                new Register(redis.batch(), 1, LONG).announce(at("http://10.0.0.7:59720"));

                await().until(() -> !warnings.told.isEmpty());
                await().during(Duration.ofMillis(200)).until(() -> warnings.told.size() == 1);
                assertThat(warnings.told.getFirst()).contains("hearth.rules.replica.url", "http://127.0.0.1:1");
            }
        } finally {
            logger.removeHandler(warnings);
        }
    }

    private static final class Warnings extends Handler {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord one) {
            if (one.getLevel().intValue() >= Level.WARNING.intValue()) {
                told.add(one instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : one.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
