package io.hearth.bench.load;

import java.util.List;
import java.util.stream.DoubleStream;

/** How long from a reading until it is stored, and until its command is at the device, at parts of what the suite can take. */
final class Latency implements Experiment {
    private static final double[] PARTS = {0.1, 0.5, 0.8};
    /** What the goals are said for, a second. */
    private static final double GOAL = 1_000;

    private final Setting setting;

    Latency(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        Findings findings = new Findings(
                "latency",
                "From when a reading was due until it was stored, and until its command was at the device, QoS "
                        + setting.qos() + ", " + setting.devices() + " devices, " + setting.rules()
                        + " rules, at 10, 50 and 80 % of what the slowest suite takes",
                "messages a second",
                field.reference());
        List<Double> rates = DoubleStream.concat(
                        DoubleStream.of(GOAL), DoubleStream.of(PARTS).map(field::rate))
                .mapToObj(rate -> (double) Math.round(rate))
                .distinct()
                .sorted()
                .toList();
        field.inTurns(findings, 0, List.copyOf(field.targets().keySet()), setting, (run, name, load) -> {
            for (double rate : rates) {
                findings.add(
                        run, name, rate, load.run(new Load(rate, field.extent().seconds(), setting.share(rate), true)));
            }
        });
        return findings.table();
    }
}
