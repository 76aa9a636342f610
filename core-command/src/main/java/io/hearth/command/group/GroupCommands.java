package io.hearth.command.group;

import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Commands;
import io.hearth.command.Outcome;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** One command for many devices: side by side, so many at a time, each with its own outcome. */
@Singleton
class GroupCommands {
    private static final int UNAVAILABLE = 503;

    private final Commands commands;
    private final GroupConfig config;

    GroupCommands(Commands commands, CommandConfig config) {
        this.commands = commands;
        this.config = config.group();
    }

    /**
     * Carries it out, and returns when every device has an outcome, or the time is over.
     *
     * @param requestId that of the whole; the command ids of the devices are made from it, so that the same request acts once
     * @param each      makes the command for a device under an id
     */
    List<DeviceResult> carryOut(UUID requestId, List<String> devices, BiFunction<String, UUID, Command> each) {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        Semaphore room = new Semaphore(config.concurrent());
        List<CompletableFuture<DeviceResult>> results = new ArrayList<>(devices.size());
        for (String device : devices) {
            UUID id = idAt(requestId, device);
            CompletableFuture<Outcome> outcome = inTime(room, deadline)
                    ? commands.carryOut(each.apply(device, id))
                            // Told on a thread of its own: the room must be free before anybody waits for it.
                            .whenComplete((done, failure) -> room.release())
                    : CompletableFuture.completedFuture(notReached());
            results.add(outcome.copy()
                    .completeOnTimeout(tooLate(), Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .thenApply(done -> DeviceResult.of(id.toString(), device, done)));
        }
        return results.stream().map(CompletableFuture::join).toList();
    }

    private static boolean inTime(Semaphore room, long deadline) {
        try {
            return room.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same for the same request and device. */
    static UUID idAt(UUID requestId, String device) {
        return UUID.nameUUIDFromBytes((requestId + "/" + device).getBytes(StandardCharsets.UTF_8));
    }

    private Outcome notReached() {
        return Outcome.refused(
                UNAVAILABLE, "the command was not sent: the request's time of " + millis() + " was over");
    }

    private Outcome tooLate() {
        return Outcome.failed(
                UNAVAILABLE,
                "no outcome when the request's time of " + millis() + " was over; the journal will have it");
    }

    private String millis() {
        Duration timeout = config.timeout();
        return timeout.toMillis() + " ms";
    }
}
