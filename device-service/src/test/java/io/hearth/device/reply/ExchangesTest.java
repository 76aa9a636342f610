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
    private static final class Unwilling implements DeviceBroker {
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

    @Test
    void a_request_that_cannot_be_sent_fails_at_once_and_leaves_its_place_to_the_next() {
        Exchanges exchanges = new Exchanges(new Unwilling(), replies);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<byte[]> answer = exchanges.ask(new Exchange(
                    "lamp",
                    "default",
                    "command/lamp",
                    new byte[0],
                    1,
                    false,
                    "key",
                    "command/response/key",
                    Duration.ofHours(1),
                    Exchange.Form.EDGEX));
            assertThat(answer).isDone();
            assertThatExceptionOfType(EdgexException.class)
                    .isThrownBy(() -> Exchanges.now(answer))
                    .withMessageContaining("somewhere:1883: no such topic");
            assertThat(replies.awaited()).isZero();
        }
    }
}
