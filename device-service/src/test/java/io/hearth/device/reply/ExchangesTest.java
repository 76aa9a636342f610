package io.hearth.device.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.device.ServiceKey;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.intake.DeviceMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExchangesTest {
    private final Replies replies =
            new Replies(ServiceKey.ALONE, "command/response/+", 1, 1, new SimpleMeterRegistry());

    /** A client that does not take what it is given. */
    private static class Unwilling implements DeviceBroker {
        @Override
        public void open(int room, Consumer<DeviceMessage> arrivals) {}

        @Override
        public void follow(Set<String> filters) {}

        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            throw new IllegalArgumentException("no such topic");
        }

        @Override
        public CompletableFuture<Void> request(
                String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
            throw new IllegalArgumentException("no such topic");
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public String address() {
            return "somewhere:1883";
        }

        @Override
        public void close() {}
    }

    /** A broker that takes things when the test says so. */
    private static final class Slow extends Unwilling {
        private final CompletableFuture<Void> taken = new CompletableFuture<>();

        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
            return taken;
        }
    }

    @Test
    void a_reply_may_come_to_who_waits_again_after_the_broker_was_late() {
        Slow broker = new Slow();
        Exchanges exchanges = new Exchanges(broker, replies);
        Asked asked = exchanges.begin(exchange(Duration.ofMillis(50)));

        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> exchanges.reply(asked))
                .withMessageContaining("did not acknowledge the request on command/lamp within 50 ms, and may yet");
        assertThat(asked.isOpen()).isTrue();

        broker.taken.complete(null);
        replies.take("default", "command/response/key", new byte[] {7});

        assertThat(exchanges.reply(asked)).containsExactly(7);
        assertThat(replies.awaited()).isZero();
    }

    @Test
    void a_device_that_does_not_reply_in_its_time_from_when_the_broker_has_the_request_has_failed() {
        Slow broker = new Slow();
        Exchanges exchanges = new Exchanges(broker, replies);
        Asked asked = exchanges.begin(exchange(Duration.ofMillis(50)));
        broker.taken.complete(null);

        assertThatExceptionOfType(DeviceFailed.class)
                .isThrownBy(() -> exchanges.reply(asked))
                .withMessageContaining("device 'lamp' did not reply within 50 ms");

        assertThat(asked.hasFailed()).isTrue();
        assertThat(replies.awaited()).isZero();
    }

    @Test
    void a_request_that_is_lost_with_its_connection_is_waited_for_no_more() {
        Slow broker = new Slow();
        Exchanges exchanges = new Exchanges(broker, replies);
        Asked asked = exchanges.begin(exchange(Duration.ofHours(1)));

        broker.taken.completeExceptionally(new IllegalStateException("connection lost"));

        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> exchanges.reply(asked))
                .withMessageContaining("somewhere:1883: connection lost");
        assertThat(asked.hasFailed()).isTrue();
        assertThat(replies.awaited()).isZero();
    }

    @Test
    void a_request_that_cannot_be_sent_fails_at_once_and_leaves_its_place_to_the_next() {
        Exchanges exchanges = new Exchanges(new Unwilling(), replies);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<byte[]> answer = exchanges.ask(exchange(Duration.ofHours(1)));
            assertThat(answer).isDone();
            assertThatExceptionOfType(EdgexException.class)
                    .isThrownBy(() -> Exchanges.now(answer))
                    .withMessageContaining("somewhere:1883: no such topic");
            assertThat(replies.awaited()).isZero();
        }
    }

    private static Exchange exchange(Duration timeout) {
        return new Exchange(
                "lamp",
                "default",
                "command/lamp",
                new byte[0],
                1,
                false,
                "key",
                "command/response/key",
                timeout,
                Exchange.Form.EDGEX);
    }
}
