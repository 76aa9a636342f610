package io.hearth.bench.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param experiments by name, in their order; none for the usual ones
 * @param brief       only to see that it works
 * @param targets     who takes part, in their order; the first is what ratios are to
 * @param extent      how much is done
 */
record Choice(List<String> experiments, boolean brief, Map<String, Field.Maker> targets, Extent extent) {
    private static final Map<String, Field.Maker> ALL = all();

    private static Map<String, Field.Maker> all() {
        Map<String, Field.Maker> all = new LinkedHashMap<>();
        all.put("broker", BrokerTarget::counting);
        all.put("broker+redis", BrokerTarget::storing);
        all.put("services", ServicesTarget::new);
        all.put("box-broker", BoxBrokerTarget::new);
        all.put("box", BoxTarget::new);
        return all;
    }

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException when one is not understood, with what is allowed
     */
    static Choice of(List<String> words) {
        List<String> experiments = new ArrayList<>();
        boolean brief = false;
        Map<String, Field.Maker> targets = new LinkedHashMap<>(ALL);
        int runs = 0;
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (word.equals("short")) {
                brief = true;
            } else if (LoadBench.experiments().containsKey(word)) {
                experiments.add(word);
            } else if (parts[0].equals("runs") && parts.length == 2 && parts[1].matches("[1-9]\\d{0,2}")) {
                runs = Integer.parseInt(parts[1]);
            } else if (parts[0].equals("targets") && parts.length == 2) {
                targets.keySet().retainAll(known(List.of(parts[1].split(","))));
            } else if (parts[0].equals("peer") && parts.length == 2) {
                Path file = Path.of(parts[1]);
                targets.put(file.getFileName().toString().replaceFirst("[.]json$", ""), () -> new PeerTarget(file));
            } else {
                throw new IllegalArgumentException("'" + word + "' is not understood, allowed are "
                        + String.join(", ", LoadBench.experiments().keySet())
                        + ", short, runs=N, targets=a,b (" + String.join(", ", ALL.keySet()) + ") and peer=FILE");
            }
        }
        Extent extent = brief ? Extent.SHORT : Extent.FULL;
        return new Choice(experiments, brief, targets, runs == 0 ? extent : extent.runs(runs));
    }

    private static List<String> known(List<String> names) {
        for (String name : names) {
            if (!ALL.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no target, allowed are " + String.join(", ", ALL.keySet()));
            }
        }
        return names;
    }
}
