package io.hearth.device.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.reply.Asked;
import io.hearth.device.reply.Exchange;
import io.hearth.device.reply.Exchanges;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Brings written values to their device. */
@Singleton
class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final DeviceBroker broker;
    private final DefaultProtocol protocol;
    private final OwnProtocol own;
    private final Exchanges exchanges;
    private final Duration timeout;

    Delivery(DeviceBroker broker, DefaultProtocol protocol, OwnProtocol own, Exchanges exchanges, DeviceConfig config) {
        this.broker = broker;
        this.protocol = protocol;
        this.own = own;
        this.exchanges = exchanges;
        this.timeout = config.command().timeout();
    }

    /**
     * What goes out by itself goes first; what is replied to follows one after another, as in EdgeX.
     *
     * @param sending what earlier attempts have sent: that is waited for, and not sent again
     * @return whether the device has replied
     * @throws EdgexException 503 when the broker did not take it, or has not acknowledged it in time; 500 when the device did not
     *     reply, or that it failed
     */
    boolean of(CommandTarget target, List<WrittenValue> values, Sending sending) {
        Map<WrittenValue, Exchange> exchanged = new LinkedHashMap<>();
        values.forEach(value -> protocol.set(target.device(), value).ifPresent(order -> exchanged.put(value, order)));
        List<Payload> payloads = Payload.of(
                target.device(),
                values.stream().filter(value -> !exchanged.containsKey(value)).toList());
        publish(
                broker.named(target.device().broker()),
                payloads.stream().filter(payload -> payload.reply().isEmpty()).toList(),
                sending);
        payloads.forEach(payload -> payload.reply().ifPresent(reply -> {
            byte[] answer = reply(sending, payload.resource(), own.set(target.device(), payload, reply));
            own.check(target.device(), reply.rule(), answer);
        }));
        exchanged.forEach((value, order) -> reply(sending, value.resource().name(), order));
        return !exchanged.isEmpty()
                || payloads.stream().anyMatch(payload -> payload.reply().isPresent());
    }

    private byte[] reply(Sending sending, String resource, Exchange exchange) {
        Asked asked = sending.ask(resource, () -> exchanges.begin(exchange));
        return exchanges.reply(asked);
    }

    private void publish(DeviceBroker to, List<Payload> payloads, Sending sending) {
        if (payloads.isEmpty()) {
            return;
        }
        List<CompletableFuture<Void>> sent = payloads.stream()
                .map(payload -> sending.publish(
                        payload.resource(),
                        () -> to.publish(payload.topic(), payload.bytes(), payload.qos(), payload.retain())))
                .toList();
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failure) {
            String reason = failure.getCause() instanceof TimeoutException
                    ? "did not acknowledge within " + timeout.toMillis() + " ms, and may yet take it"
                    : String.valueOf(failure.getCause().getMessage());
            LOG.debugf(
                    "command not sent topic=%s reason=%s", payloads.getFirst().topic(), reason);
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE, "the devices' broker at " + to.address() + ": " + reason);
        }
    }
}
