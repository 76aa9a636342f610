package io.hearth.bench.load;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The highest rate at which nothing is lost and nothing piles up. */
final class Ingest implements Experiment {
    private static final String RATE = "messages a second";
    /** A rate that was found must hold for so many times as long; until it does, it is made less. */
    private static final int LONGER = 3;

    private static final double LESS = 0.95;
    private static final double LEAST_PART = 0.5;

    private final Setting setting;

    Ingest(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        Findings findings = new Findings(
                "ingest",
                "The highest rate without loss, QoS " + setting.qos() + ", " + setting.payload() + " octets, "
                        + setting.devices() + " devices, " + setting.rules() + " rules",
                "QoS",
                field.reference());
        field.inTurns(findings, setting.qos(), List.copyOf(field.targets().keySet()), setting, (run, name, load) -> {
            double highest = field.extent().search().highest(rate -> held(
                            findings, name, load, load(rate, field.extent().step()))
                    .isPresent());
            Measured measured =
                    longer(findings, name, load, highest, field.extent().step() * LONGER);
            findings.add(run, name, setting.qos(), RATE, measured.load().perSecond());
            findings.add(run, name, setting.qos(), "processor us a message", measured.processorMicros());
            findings.add(run, name, setting.qos(), "memory MiB", measured.residentMib());
        });
        Table table = findings.table();
        for (Row row : table.rows()) {
            if (row.figures().containsKey(RATE)) {
                field.highest().put(row.target(), row.figures().get(RATE).median());
            }
        }
        return table;
    }

    private Load load(double rate, double seconds) {
        return new Load(rate, seconds, setting.share(rate), false);
    }

    /** What was measured, if the rate was kept up with; of a load that is void, why is said. */
    private Optional<Measured> held(Findings findings, String name, UnderLoad under, Load load)
            throws IOException, InterruptedException {
        return switch (under.run(load)) {
            case Outcome.Counted(Measured measured) -> Optional.of(measured).filter(Measured::keptUp);
            case Outcome.Void(String why) -> {
                findings.voided(name, setting.qos(), "%,.0f a second: %s".formatted(load.perSecond(), why));
                yield Optional.empty();
            }
        };
    }

    /** The rate, or a lower one that holds when it is asked for longer. */
    private Measured longer(Findings findings, String name, UnderLoad under, double highest, double seconds)
            throws IOException, InterruptedException {
        double rate = highest;
        for (; rate >= highest * LEAST_PART && rate >= 1; rate *= LESS) {
            Optional<Measured> measured = held(findings, name, under, load(rate, seconds));
            if (measured.isPresent()) {
                return measured.get();
            }
        }
        throw new IllegalStateException(
                "void: %,.0f a second held for %.0f s and not for %.0f".formatted(highest, seconds / LONGER, seconds));
    }
}
