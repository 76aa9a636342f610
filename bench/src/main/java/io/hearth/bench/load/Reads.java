package io.hearth.bench.load;

import io.hearth.bench.store.Queries;
import java.net.URI;

/** How many requests for the newest hundred readings of a device are answered, by one client at a time and by sixteen. */
final class Reads implements Experiment {
    private static final int[] CLIENTS = {1, 16};
    private static final double RATE = 1_000;

    private final Setting setting;

    Reads(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        Findings findings =
                new Findings("reads", "Requests for the newest 100 readings of a device", "clients", field.reference());
        field.inTurns(findings, 0, field.suites(), setting, (run, name, load) -> {
            // Something to read.
            load.run(new Load(RATE, field.extent().seconds(), 0, false));
            URI newest =
                    load.newest().orElseThrow(() -> new IllegalStateException("there is nothing to ask for readings"));
            for (int clients : CLIENTS) {
                Queries.Answers answers =
                        new Queries().ask(newest, clients, field.extent().requests() / clients);
                findings.add(run, name, clients, "answers a second", answers.perSecond());
                findings.add(run, name, clients, "answer p50 ms", answers.p50());
                findings.add(run, name, clients, "answer p99 ms", answers.p99());
                findings.add(run, name, clients, "octets", answers.octets());
            }
        });
        return findings.table();
    }
}
