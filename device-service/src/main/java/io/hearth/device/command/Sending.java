package io.hearth.device.command;

import io.hearth.device.reply.Asked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What of one command has gone out. Its repeats get the same one, so that they wait for what the broker has not acknowledged,
 * which may yet reach the device, and send only what has failed. For one attempt at a time.
 */
final class Sending implements AutoCloseable {
    /** By the first resource that they are about: repeated, a command has the same. Thousands of these are kept, most of them empty. */
    private Map<String, CompletableFuture<Void>> published = Map.of();

    private Map<String, Asked> asked = Map.of();
    private Optional<List<Proof.Pending>> expected = Optional.empty();
    private OptionalLong leftAt = OptionalLong.empty();

    /** Publishes, unless that has been done already; whether it has arrived. */
    CompletableFuture<Void> publish(String resource, Supplier<CompletableFuture<Void>> publish) {
        published = published.isEmpty() ? new HashMap<>() : published;
        return published.compute(
                resource,
                (name, before) -> before == null || before.isCompletedExceptionally() ? sent(publish) : before);
    }

    /** Asks, unless that has been done already. */
    Asked ask(String resource, Supplier<Asked> ask) {
        asked = asked.isEmpty() ? new HashMap<>() : asked;
        return asked.compute(resource, (name, before) -> before == null || before.hasFailed() ? sent(ask) : before);
    }

    private <T> T sent(Supplier<T> send) {
        leftAt = OptionalLong.empty();
        return send.get();
    }

    /** What proves that the device obeys, waited for since the first attempt. */
    List<Proof.Pending> expected(Supplier<List<Proof.Pending>> expect) {
        List<Proof.Pending> all = expected.orElseGet(expect);
        expected = Optional.of(all);
        return all;
    }

    /** An attempt ends here, at this time (Unix ns), and the device may yet get what has gone out. */
    void leave(long now) {
        if (leftAt.isEmpty()) {
            leftAt = OptionalLong.of(now);
        }
    }

    /** When the device got it, Unix ns: now, unless it was left on its way. What was sent since is newer than it. */
    long origin(LongSupplier now) {
        return leftAt.orElseGet(now);
    }

    /** Whether anything of it has gone out, or may yet arrive. */
    boolean isOut() {
        return published.values().stream().anyMatch(sent -> !sent.isCompletedExceptionally())
                || asked.values().stream().anyMatch(one -> !one.hasFailed());
    }

    /** Whether anything of it may yet arrive, or be replied to. */
    boolean isOpen() {
        return published.values().stream().anyMatch(sent -> !sent.isDone())
                || asked.values().stream().anyMatch(Asked::isOpen);
    }

    /** Nobody asks for it any more. What is out is left to itself. */
    @Override
    public void close() {
        expected.ifPresent(all -> all.forEach(one -> one.expected().close()));
        expected = Optional.empty();
        published = Map.of();
        asked = Map.of();
    }
}
