package io.hearth.bench.load;

import io.hearth.bench.AskedProcess;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What this machine can do: a Mosquitto with one subscriber that counts, and with a Redis ({@code appendfsync always}) one that writes
 * each batch before it acknowledges.
 */
final class BrokerTarget implements Target {
    private static final String TOPIC = "bench/{device}/current";
    private static final String FILTER = "bench/+/current";

    private final boolean storing;
    private final RealBroker broker = new RealBroker();
    private final RealRedis redis = new RealRedis();
    private Children children;
    private AskedProcess subscriber;

    private BrokerTarget(boolean storing) {
        this.storing = storing;
    }

    static BrokerTarget counting() {
        return new BrokerTarget(false);
    }

    static BrokerTarget storing() {
        return new BrokerTarget(true);
    }

    @Override
    public String name() {
        return storing ? "broker+redis" : "broker";
    }

    @Override
    public Plan start(Setting setting) throws IOException {
        children = new Children();
        broker.start();
        List<String> words = new ArrayList<>(List.of(Integer.toString(broker.port()), FILTER));
        Plan.Watch watch = Plan.Watch.SUBSCRIBER;
        if (storing) {
            redis.start();
            words.add(Integer.toString(redis.port()));
            watch = Plan.Watch.stream(redis.port(), RedisBatches.key("{device}"));
        }
        subscriber = new AskedProcess(CountingSubscriber.class, AskedProcess.small("230m"), words);
        if (!"0".equals(subscriber.answer())) {
            throw new IllegalStateException("void: the subscriber has not begun");
        }
        return setting.plan(broker.port(), TOPIC, "", watch);
    }

    @Override
    public long stored() {
        return Long.parseLong(subscriber.ask(""));
    }

    @Override
    public List<ProcessHandle> processes() {
        return children.since();
    }

    @Override
    public void close() {
        if (subscriber != null) {
            subscriber.close();
        }
        broker.close();
        redis.close();
    }
}
