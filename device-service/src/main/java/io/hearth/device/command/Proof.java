package io.hearth.device.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.Conversions;
import io.hearth.device.mapping.Confirm;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.mapping.WriteBinding;
import io.hearth.device.reply.Confirmations;
import io.hearth.device.reply.DeviceFailed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Proof by read-back (attribute {@code confirm}): a PUT is done when the device reports what was written. */
@Singleton
class Proof {
    private final Confirmations confirmations;
    private final Conversions conversions;
    private final Duration timeout;

    Proof(Confirmations confirmations, Conversions conversions, DeviceConfig config) {
        this.conversions = conversions;
        this.confirmations = confirmations;
        this.timeout = config.reply().timeout();
    }

    /** A reading that will prove a value, waited for since before the value was sent. */
    record Pending(WrittenValue value, Confirm confirm, Confirmations.Expected expected) {}

    /**
     * Sends, and returns when all values that must be confirmed are; 500 that says what was read when one is not in time.
     *
     * @param sending what proves it is waited for until this is closed: the device may show it before it is asked again
     * @return whether there was something to confirm
     */
    boolean of(CommandTarget target, List<WrittenValue> values, Sending sending, Runnable send) {
        List<Pending> pending = sending.expected(() -> expected(target, values));
        long began = System.nanoTime();
        send.run();
        pending.forEach(one -> await(target, one, began));
        return !pending.isEmpty();
    }

    private List<Pending> expected(CommandTarget target, List<WrittenValue> values) {
        List<Pending> pending = new ArrayList<>();
        try {
            for (WrittenValue value : values) {
                value.resource()
                        .write()
                        .flatMap(WriteBinding::confirm)
                        .ifPresent(confirm -> pending.add(new Pending(value, confirm, expect(target, value, confirm))));
            }
            return pending;
        } catch (RuntimeException impossible) {
            pending.forEach(one -> one.expected().close());
            throw impossible;
        }
    }

    private Confirmations.Expected expect(CommandTarget target, WrittenValue value, Confirm confirm) {
        MappedResource shown = target.profile().resources().get(confirm.resource());
        if (shown == null) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR,
                    "resource '" + value.resource().name() + "' is confirmed by '" + confirm.resource()
                            + "', which is no resource of the profile");
        }
        ExpectedReading expected = ExpectedReading.of(
                value,
                conversions.of(target.profile(), value.resource().name()),
                shown.type(),
                conversions.of(target.profile(), shown.name()));
        return confirmations.expect(target.device().name(), confirm.resource(), expected::is);
    }

    private static String wanted(WrittenValue value) {
        return value.told().orElse(value.text());
    }

    private void await(CommandTarget target, Pending pending, long began) {
        Duration within = pending.confirm().within().orElse(timeout);
        try {
            pending.expected().seen().get(within.toNanos() - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
        } catch (TimeoutException unproved) {
            throw new DeviceFailed("device '" + target.device().name() + "' did not confirm within " + within.toMillis()
                    + " ms: resource '" + pending.confirm().resource() + "' should be '"
                    + wanted(pending.value()) + "', and "
                    + pending.expected().instead());
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, "the service stops");
        }
    }
}
