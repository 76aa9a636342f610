package io.hearth.box;

import io.hearth.box.preflight.DataFolder;
import io.hearth.box.preflight.Preflight;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The door of the box's process: looks whether it can start, starts broker and Redis, then the services, and stops all of
 * them in the opposite order. What it prints is for the person who typed {@code hearth up}.
 */
@QuarkusMain
public final class HearthBox {
    private static final int REFUSED = 1;

    private HearthBox() {}

    /** Runs the box until SIGTERM; exits with 1 and one line starting {@code hearth:} when it cannot. */
    public static void main(String... words) throws Exception {
        Logs.quietUntilConfigured();
        int code;
        try {
            code = run(words);
        } catch (Refusal refusal) {
            Progress.failed(refusal.getMessage());
            code = REFUSED;
        }
        // Not System.exit in a stop by SIGTERM: it would wait for the shutdown hook, which waits for this thread.
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String... words) throws Exception {
        SmallRyeConfig all = settings(words);
        BoxPlan plan = BoxPlan.of(all.getConfigMapping(BoxConfig.class), all);
        DataFolder data = DataFolder.take(plan);
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStop(stopped, plan), "stop-box"));
            Preflight.check(plan, all);
            ServiceSettings.of(plan, all).forEach(System::setProperty);
            prepareServices();
            try (Parts _ = Parts.start(plan)) {
                return services(plan);
            }
        } finally {
            data.close();
            stopped.countDown();
        }
    }

    private static SmallRyeConfig settings(String... words) {
        try {
            return BoxSettings.read(Arguments.settings(words));
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException wrong) {
            throw new Refusal("a setting is wrong: " + wrong.getMessage());
        }
    }

    /**
     * Lets Quarkus do what it does once per class load, a third of its start, while broker and Redis start. Nothing of ours
     * runs in it yet. If it fails, the start itself fails at the same place and tells.
     */
    private static void prepareServices() {
        Thread.ofPlatform().daemon().name("prepare-services").start(() -> {
            try {
                Class.forName(
                        Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException | LinkageError toldByTheStart) {
                // Quarkus.run meets it again
            }
        });
    }

    private static int services(BoxPlan plan) throws IOException {
        RunFile.write(plan);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Integer> exit = new AtomicReference<>(0);
        Quarkus.run(
                BoxApplication.class,
                (code, thrown) -> {
                    exit.set(code);
                    failure.set(thrown);
                },
                new String[0]);
        RunFile.remove(plan);
        if (failure.get() != null) {
            Progress.failed("the services did not start: %s; more in %s"
                    .formatted(Progress.reason(failure.get()), plan.logs().resolve("box.log")));
            return REFUSED;
        }
        return exit.get();
    }

    /** The main thread stops everything; the JVM must not end before it has. */
    private static void awaitStop(CountDownLatch stopped, BoxPlan plan) {
        Duration atMost = plan.config().stopTimeout();
        try {
            if (!stopped.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                Progress.failed(
                        "the stop took longer than " + atMost.toSeconds() + " s, the rest is ended without waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
