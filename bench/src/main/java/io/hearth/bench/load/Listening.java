package io.hearth.bench.load;

import java.io.IOException;
import java.util.List;

/** More and more clients of the live stream of values (SSE), while readings come in: what they are told, and what it costs the rest. */
final class Listening implements Experiment {
    private static final double RATE = 1_000;

    private final Setting setting;

    Listening(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Table run(Field field) throws InterruptedException {
        Findings findings = new Findings(
                "streams",
                "Clients of the live stream of all values, %,.0f messages a second".formatted(RATE),
                "clients",
                field.reference());
        List<Integer> numbers = field.extent().clients();
        field.inTurns(findings, 0, field.suites(), setting, (run, name, load) -> {
            for (int number : numbers) {
                measure(field, findings, run, name, load, number);
            }
        });
        return findings.table();
    }

    private void measure(Field field, Findings findings, int run, String name, UnderLoad load, int number)
            throws IOException, InterruptedException {
        double seconds = field.extent().seconds();
        try (StreamClients clients = new StreamClients(
                load.live().orElseThrow(() -> new IllegalStateException("there is no live stream")), number)) {
            Outcome outcome = load.run(new Load(RATE, seconds, setting.share(RATE), true));
            if (clients.leastHeard() == 0) {
                findings.voided(name, number, "a client of " + number + " was told nothing");
                return;
            }
            findings.add(run, name, number, outcome);
            findings.add(run, name, number, "told a second", clients.heard() / seconds);
        }
    }
}
