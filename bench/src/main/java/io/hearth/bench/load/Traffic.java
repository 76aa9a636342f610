package io.hearth.bench.load;

import io.hearth.bench.load.MqttConnection.Listener;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What comes back to the load generator: acknowledgements, commands, and readings that are seen to be stored. */
final class Traffic implements Listener, AutoCloseable {
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");
    /** One too many comes a moment later. */
    private static final Duration AFTERWARDS = Duration.ofMillis(200);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Plan plan;
    private final EventLoopGroup loop;
    private final Crossings crossings = new Crossings();
    private final Awaited stored;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong commanded = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicReference<String> strange = new AtomicReference<>("");
    private volatile Histogram nanos = new ConcurrentHistogram(3);
    private volatile boolean lost;
    private Optional<Watcher> watcher = Optional.empty();

    Traffic(Plan plan, EventLoopGroup loop) {
        this.plan = plan;
        this.loop = loop;
        this.stored = new Awaited(plan.watched());
    }

    /** A load begins. */
    void begin(boolean watched) {
        crossings.begin();
        stored.forget();
        acknowledged.set(0);
        commanded.set(0);
        late.set(0);
        strange.set("");
        nanos = new ConcurrentHistogram(3);
        if (watched) {
            watcher = switch (plan.watch().place()) {
                case STREAM -> Optional.of(new StreamWatcher(plan, this::seen));
                case SUBSCRIBER -> Optional.of(new SubscriberWatcher(loop, plan, this::seen));
                case UNSEEN -> Optional.empty();
            };
        }
    }

    /** A reading is due, and is sent. */
    void due(Readings.Reading reading, long when) {
        if (reading.crosses() && plan.acts()) {
            crossings.add(reading.device(), reading.number(), when);
        }
        if (watcher.isPresent() && reading.device() < plan.watched()) {
            stored.add(reading.device(), when);
        }
    }

    /** The reading that was due last was not sent. */
    void unsent(Readings.Reading reading) {
        crossings.unsent(reading.device(), reading.number());
        if (watcher.isPresent() && reading.device() < plan.watched()) {
            stored.removeLast(reading.device());
        }
    }

    private void seen(int device) {
        if (!stored.came(device)) {
            strange.compareAndSet("", Plan.name(device) + ": more readings were stored than were sent");
        }
    }

    @Override
    public void acknowledged(long due) {
        nanos.recordValue(Math.max(0, System.nanoTime() - due));
        acknowledged.incrementAndGet();
    }

    @Override
    public void lost() {
        lost = true;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    boolean isLost() {
        return lost;
    }

    Times acknowledgements() {
        return Times.of(nanos);
    }

    /** Who gets the devices' commands. */
    Listener commands() {
        return new Listener() {
            @Override
            public boolean received(MqttPublishMessage message) {
                command(message.variableHeader().topicName(), message.payload().toString(StandardCharsets.UTF_8));
                return true;
            }

            @Override
            public void lost() {
                Traffic.this.lost();
            }
        };
    }

    private void command(String topic, String payload) {
        Matcher device = LAST_NUMBER.matcher(topic);
        OptionalLong number = Readings.numberOf(payload);
        Crossings.Command whose = device.find() && number.isPresent()
                ? crossings.came(Integer.parseInt(device.group(1)), number.getAsLong())
                : Crossings.Command.UNASKED;
        switch (whose) {
            case ASKED -> commanded.incrementAndGet();
            case LATE -> late.incrementAndGet();
            case TWICE -> strange.compareAndSet("", "the command " + payload + " came twice to " + topic);
            case UNASKED ->
                strange.compareAndSet(
                        "", "the command " + payload + " came to " + topic + ", which no reading asked for");
        }
    }

    /**
     * Returns when all that must come back has, or the time is over; so many commands never come, since newer ones overtook them.
     */
    Heard settle(double seconds, long overtaken) throws InterruptedException {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(POLL.plusNanos((long) (seconds * 1e9)))
                    .until(() -> crossings.waiting() <= overtaken && (watcher.isEmpty() || stored.waiting() == 0));
        } catch (ConditionTimeoutException missing) {
            // The counts say so.
        }
        Thread.sleep(AFTERWARDS);
        close();
        return new Heard(
                commanded.get(),
                late.get(),
                strange.get(),
                stored.waiting(),
                Times.of(crossings.nanos()),
                Times.of(stored.nanos()));
    }

    @Override
    public void close() {
        watcher.ifPresent(Watcher::close);
        watcher = Optional.empty();
    }
}
