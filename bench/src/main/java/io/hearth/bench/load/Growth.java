package io.hearth.bench.load;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Whether the suite grows slower or larger with the number of something: of rules, of devices. */
final class Growth implements Experiment {
    private final String name;
    private final String title;
    private final Function<Extent, List<Integer>> numbers;
    private final IntFunction<Setting> settings;

    private Growth(String name, String title, Function<Extent, List<Integer>> numbers, IntFunction<Setting> settings) {
        this.name = name;
        this.title = title;
        this.numbers = numbers;
        this.settings = settings;
    }

    /** Of rules over a hundred devices. */
    static Growth rules() {
        return new Growth(
                "rules", "100 devices with more and more rules", Extent::rules, number -> Setting.of(100, number));
    }

    /** Of devices, of which up to a thousand have a rule. */
    static Growth devices() {
        return new Growth(
                "devices",
                "More and more devices with a rule each, a thousand at most",
                Extent::devices,
                number -> Setting.of(number, Math.min(number, 1_000)));
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        double rate = Math.round(field.rate(0.5));
        Findings findings =
                new Findings(name, "%s, %,.0f messages a second".formatted(title, rate), name, field.reference());
        for (int number : numbers.apply(field.extent())) {
            Setting setting = settings.apply(number);
            field.inTurns(
                    findings,
                    number,
                    field.suites(),
                    setting,
                    (run, target, load) -> findings.add(
                            run,
                            target,
                            number,
                            load.run(new Load(rate, field.extent().seconds(), setting.share(rate), true))));
        }
        return findings.table();
    }
}
