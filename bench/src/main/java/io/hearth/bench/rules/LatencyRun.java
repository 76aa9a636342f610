package io.hearth.bench.rules;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.bench.device.Client;
import io.hearth.bench.load.Awaited;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * From a device's reading that passes a limit to the command that follows from it: on the bus, where the rules engine asks for it, and
 * at the device, where all services have done their part. Readings come at a fixed rate that waits for nobody (open loop), and a time
 * begins when the reading was due. One of twenty passes a limit; each such one must bring exactly its own command, or the run is void.
 */
final class LatencyRun {
    private static final int PER_SECOND = 1_000;
    /** A device's readings lie so many times below its limit and then as many times above it. */
    private static final int HALF_PERIOD = 20;
    /** The same while the services are warmed up, who learn from commands more than from readings. */
    private static final int BUSY_HALF_PERIOD = 5;

    private static final double COLD = 10;
    private static final double WARM = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final RulesSuite suite;
    private final int warmUpSeconds;
    private final int seconds;
    private final Stage asked = new Stage("on the bus");
    private final Stage done = new Stage("at the device");
    private final AtomicReference<String> strange = new AtomicReference<>();
    private final AtomicLong heard = new AtomicLong();
    private final boolean[] cold = new boolean[RulesSuite.DEVICES];
    private long next;

    /** At so many seconds' end, measures for so many more. */
    LatencyRun(RulesSuite suite, int warmUpSeconds, int seconds) {
        this.suite = suite;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
    }

    /** Where a command is looked for. */
    private record Stage(String where, Awaited commands) {
        Stage(String where) {
            this(where, new Awaited(RulesSuite.DEVICES));
        }
    }

    void run() throws InterruptedException {
        try (Client devices = new Client(suite.broker.port());
                Client listener = new Client(suite.broker.port())) {
            AtomicInteger[] last = IntStream.range(0, RulesSuite.DEVICES)
                    .mapToObj(device -> new AtomicInteger(0))
                    .toArray(AtomicInteger[]::new);
            listener.listen("edgex/core/command/request/+/number/set", message -> came(asked, device(message, 4)));
            devices.listen("bench/+/set", message -> {
                int device = device(message, 1);
                came(done, device);
                int value = Integer.parseInt(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
                if (last[device].getAndSet(value) == value) {
                    strange.compareAndSet(null, "device-" + device + " has brought the command " + value + " twice");
                }
            });
            load(devices, warmUpSeconds, BUSY_HALF_PERIOD);
            load(devices, warmUpSeconds / 10, HALF_PERIOD);
            forget();
            long used = suite.processorNanos();
            long commands = load(devices, seconds, HALF_PERIOD);
            settled();
            print(commands, (suite.processorNanos() - used) / 1e3 / seconds / PER_SECOND);
        }
    }

    private static int device(Mqtt3Publish message, int level) {
        String name = message.getTopic().getLevels().get(level);
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private void came(Stage stage, int device) {
        heard.incrementAndGet();
        if (!stage.commands.came(device)) {
            strange.compareAndSet(null, "device-" + device + " has brought a command unasked, " + stage.where);
        }
    }

    /** Answers how many commands must follow. */
    private long load(Client devices, int howLong, int halfPeriod) throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        long begin = System.nanoTime();
        int all = howLong * PER_SECOND;
        long commands = 0;
        for (int i = 0; i < all; i++, next++) {
            long when = begin + i * (1_000_000_000L / PER_SECOND);
            for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int device = (int) (next % RulesSuite.DEVICES);
            // The very first is above the limit, and changes nothing.
            if ((next / RulesSuite.DEVICES + device) % halfPeriod == 0 && next >= RulesSuite.DEVICES) {
                cold[device] ^= true;
                asked.commands.add(device, when);
                done.commands.add(device, when);
                commands++;
            }
            double value = (cold[device] ? COLD : WARM) + next % 100 / 100.0;
            devices.publish("bench/" + RulesSuite.name(device) + "/current", Double.toString(value))
                    .thenRun(acknowledged::incrementAndGet);
        }
        Awaitility.await("all readings acknowledged").atMost(PATIENCE).until(() -> acknowledged.get() == all);
        return commands;
    }

    /** What is due while services that have just begun fall behind is not held against them: a newer command supersedes one that waits. */
    private void forget() throws InterruptedException {
        long before;
        do {
            before = heard.get();
            Thread.sleep(QUIET.toMillis());
        } while (heard.get() != before);
        asked.commands.forget();
        done.commands.forget();
        strange.set(null);
    }

    private void settled() throws InterruptedException {
        try {
            Awaitility.await("all commands")
                    .atMost(PATIENCE)
                    .until(() -> asked.commands.waiting() + done.commands.waiting() == 0);
        } catch (ConditionTimeoutException missing) {
            throw new IllegalStateException(
                    "void: commands are missing, on the bus " + asked.commands.waiting() + " and at the device "
                            + done.commands.waiting(),
                    missing);
        }
        // One too many comes a moment later.
        Thread.sleep(200);
        if (strange.get() != null) {
            throw new IllegalStateException("void: " + strange.get());
        }
    }

    private void print(long commands, double micros) {
        for (Stage stage : new Stage[] {asked, done}) {
            if (stage.commands.nanos().getTotalCount() != commands) {
                throw new IllegalStateException(
                        "void: " + stage.commands.nanos().getTotalCount() + " commands instead of " + commands);
            }
            System.out.printf(
                    Locale.ROOT,
                    "rules    latency reading to command %-13s %,d readings a second for %d s, %,d commands: p50 %6.2f ms  p99 %6.2f ms  p99.9 %6.2f ms  most %6.2f ms; all services %.0f us of processor time a reading%n",
                    stage.where,
                    PER_SECOND,
                    seconds,
                    commands,
                    stage.commands.nanos().getValueAtPercentile(50) / 1e6,
                    stage.commands.nanos().getValueAtPercentile(99) / 1e6,
                    stage.commands.nanos().getValueAtPercentile(99.9) / 1e6,
                    stage.commands.nanos().getMaxValue() / 1e6,
                    micros);
        }
    }
}
