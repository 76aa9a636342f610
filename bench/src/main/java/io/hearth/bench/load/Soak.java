package io.hearth.bench.load;

import java.util.List;

/** Half of what it can take, for an hour: minute by minute, so that a growth of memory or of latency is seen. */
final class Soak implements Experiment {
    private final Setting setting;

    Soak(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        double rate = Math.round(field.rate(0.5));
        Extent extent = field.extent();
        Findings findings = new Findings(
                "soak",
                "%,.0f messages a second for %d minutes".formatted(rate, extent.soak()),
                "minute",
                field.reference());
        List<String> suites = field.suites();
        new Field(field.targets(), extent.runs(1), field.highest())
                .inTurns(findings, 0, suites, setting, (run, name, load) -> {
                    for (int minute = 1; minute <= extent.soak(); minute++) {
                        findings.add(
                                run,
                                name,
                                minute,
                                load.run(new Load(rate, extent.minute(), setting.share(rate), true)));
                    }
                });
        return findings.table();
    }
}
