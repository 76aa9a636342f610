package io.hearth.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A target that runs, with the load generator beside it. */
final class UnderLoad implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Duration patience;
    private final Target target;
    private final Plan plan;
    private final GeneratorProcess generator;

    /** Starts it. What was acknowledged and is not stored, or has brought no command, after {@code patience} counts as lost. */
    UnderLoad(Target target, Setting setting, Duration patience) throws IOException, InterruptedException {
        this.patience = patience;
        this.target = target;
        try {
            this.plan = target.start(setting);
            this.generator = new GeneratorProcess(plan);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            target.close();
            throw failed;
        }
    }

    /** A load of which nothing is counted but what it costs: a process that has just begun falls behind. */
    WarmUp.Step warmUp(Load load) throws IOException, InterruptedException {
        long stored = target.stored();
        long overtaken = target.overtaken();
        OptionalLong fired = target.fired();
        Usage before = Usage.of(target.processes());
        Sent sent = generator.send(load);
        long begin = System.nanoTime();
        if (!within(() -> target.stored() - stored >= sent.acknowledged())) {
            quiet();
        }
        double drained = (System.nanoTime() - begin) / 1e9;
        Usage after = Usage.of(target.processes());
        decided(fired, sent);
        generator.settle(patience.toSeconds(), target.overtaken() - overtaken);
        return new WarmUp.Step(
                after.microsSince(before, sent.messages()),
                sent.failure().isEmpty() && Measured.isInTime(load, sent.seconds() + drained));
    }

    /** Returns when the rules have decided about all that was sent. */
    private void decided(OptionalLong fired, Sent sent) {
        if (fired.isPresent()) {
            within(() -> target.fired().orElse(0) - fired.getAsLong() >= crossings(sent));
        }
    }

    private long crossings(Sent sent) {
        return plan.firing() > 0 ? sent.crossings() : 0;
    }

    /** Returns when nothing more is stored. */
    private void quiet() throws IOException, InterruptedException {
        long before;
        do {
            before = target.stored();
            Thread.sleep(QUIET);
        } while (target.stored() != before);
    }

    /** Where the newest hundred readings of a device are read, if anywhere. */
    Optional<URI> newest() {
        return target.newest();
    }

    /** Where all values are streamed as they change, if anywhere. */
    Optional<URI> live() {
        return target.live();
    }

    /** One load. */
    Outcome run(Load load) throws IOException, InterruptedException {
        long kept = target.kept();
        long stored = target.stored();
        OptionalLong fired = target.fired();
        long overtakenBefore = target.overtaken();
        Usage before = Usage.of(target.processes());
        Sent sent = generator.send(load);
        if (sent.lost()) {
            throw new IllegalStateException("void: %s; %,d of %,d messages were acknowledged"
                    .formatted(sent.failure(), sent.acknowledged(), sent.messages()));
        }
        long begin = System.nanoTime();
        boolean all = within(() -> target.stored() - stored >= sent.acknowledged());
        if (!all) {
            quiet();
        }
        double drained = (System.nanoTime() - begin) / 1e9;
        Usage after = Usage.of(target.processes());
        if (all) {
            decided(fired, sent);
        }
        Heard heard = generator.settle(all ? patience.toSeconds() : 0, target.overtaken() - overtakenBefore);
        long overtaken = target.overtaken() - overtakenBefore;
        Counts counts = new Counts(
                sent.acknowledged(),
                target.stored() - stored,
                target.kept() - kept,
                crossings(sent),
                fired.isPresent() ? OptionalLong.of(target.fired().orElse(0) - fired.getAsLong()) : fired,
                plan.acts() ? OptionalLong.of(heard.commanded()) : OptionalLong.empty(),
                overtaken,
                load.watched() ? heard.unseen() : 0,
                heard.strange());
        return counts.disagreement()
                .<Outcome>map(Outcome.Void::new)
                .orElseGet(() -> new Outcome.Counted(new Measured(
                        load,
                        sent.messages(),
                        sent.seconds(),
                        drained,
                        sent.failure(),
                        overtaken,
                        heard.late(),
                        after.microsSince(before, sent.messages()),
                        after.residentKib() / 1024.0,
                        sent.times().histogram(),
                        heard.stored().histogram(),
                        heard.commands().histogram())));
    }

    private boolean within(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException missing) {
            // The counts say so.
            return false;
        }
    }

    @Override
    public void close() {
        generator.close();
        target.close();
    }
}
