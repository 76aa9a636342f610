package io.hearth.bench.load;

import io.hearth.bench.rules.Installed;
import io.hearth.bench.rules.RulesSuite;
import java.io.IOException;
import java.util.Optional;

/** A process for each service, Mosquitto and Redis, with the flags and the heap of the containers. */
final class ServicesTarget extends HearthTarget {
    private Optional<RulesSuite> suite = Optional.empty();

    @Override
    public String name() {
        return "services";
    }

    @Override
    Installation installed(Installed installed) throws IOException, InterruptedException {
        RulesSuite started = new RulesSuite(installed);
        suite = Optional.of(started);
        return new Installation(started.brokerPort(), started.redisPort(), started.data(), started.rules());
    }

    @Override
    public void close() {
        suite.ifPresent(RulesSuite::close);
    }
}
