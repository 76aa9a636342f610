package io.hearth.bench.load;

import io.hearth.bench.Door;
import io.hearth.bench.rules.Installed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The box, as {@code ./hearth up} starts it: all services in one process, its own broker, and a Redis. */
final class BoxTarget extends HearthTarget {
    private Optional<Box> box = Optional.empty();

    @Override
    public String name() {
        return "box";
    }

    @Override
    Installation installed(Installed installed) throws IOException, InterruptedException {
        Box started = Box.up();
        box = Optional.of(started);
        installed.devices(started.door(59881));
        Door rules = started.door(59720);
        installed.rules(rules);
        return new Installation(started.mqttPort(), started.redisPort(), started.door(59880), started.front());
    }

    @Override
    public List<ProcessHandle> processes() {
        return box.map(Box::processes).orElse(List.of());
    }

    @Override
    public void close() {
        box.ifPresent(Box::close);
    }
}
