package io.hearth.bench.load;

import io.hearth.bench.AskedProcess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the box's own broker can do: a box whose services have nothing to do with what comes, and one subscriber that counts. */
final class BoxBrokerTarget implements Target {
    private Optional<Box> box = Optional.empty();
    private Optional<AskedProcess> subscriber = Optional.empty();

    @Override
    public String name() {
        return "box-broker";
    }

    @Override
    public Plan start(Setting setting) throws IOException, InterruptedException {
        Box started = Box.up();
        box = Optional.of(started);
        AskedProcess counting = new AskedProcess(
                CountingSubscriber.class,
                AskedProcess.small("230m"),
                List.of(Integer.toString(started.mqttPort()), "bare/+/current"));
        subscriber = Optional.of(counting);
        if (!"0".equals(counting.answer())) {
            throw new IllegalStateException("void: the subscriber has not begun");
        }
        return setting.plan(started.mqttPort(), "bare/{device}/current", "", Plan.Watch.SUBSCRIBER);
    }

    @Override
    public long stored() {
        return Long.parseLong(subscriber.orElseThrow().ask(""));
    }

    @Override
    public List<ProcessHandle> processes() {
        return Stream.concat(
                        subscriber.stream().map(AskedProcess::handle),
                        box.stream().flatMap(each -> each.processes().stream()))
                .toList();
    }

    @Override
    public void close() {
        subscriber.ifPresent(AskedProcess::close);
        box.ifPresent(Box::close);
    }
}
