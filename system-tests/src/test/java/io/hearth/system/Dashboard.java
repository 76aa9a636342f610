package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Grafana dashboard of {@code docker/monitoring}: which series its queries ask Prometheus for. */
record Dashboard(List<String> queries) {
    private static final Pattern GROUPED_BY = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    // A function is followed by its arguments; what has no underscore is an operator, or "up".
    private static final Pattern SERIES = Pattern.compile("\\b([a-z]+_\\w+|up)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("\\w+=\"[^\"]*\"");

    /** What Prometheus adds by itself to what it was told. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /** A metric and what its lines at {@code /q/metrics} must have among their labels: {@code name="value"}, or {@code name="}. */
    record Series(String metric, Set<String> labels) implements Comparable<Series> {
        boolean isToldIn(String metrics) {
            return metrics.lines()
                    .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                    .anyMatch(line -> labels.stream().allMatch(line::contains));
        }

        @Override
        public int compareTo(Series other) {
            return toString().compareTo(other.toString());
        }
    }

    static Dashboard of(Path file) throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
        return new Dashboard(dashboard.findValuesAsText("expr"));
    }

    /** Those that a service tells: all but {@code up}, which is Prometheus' own. */
    Set<Series> series() {
        Set<Series> all = new TreeSet<>();
        for (String query : queries) {
            Set<String> grouped = new TreeSet<>();
            GROUPED_BY
                    .matcher(query)
                    .results()
                    .forEach(by -> grouped.addAll(List.of(by.group(1).split("[ ,]+"))));
            grouped.removeAll(OF_PROMETHEUS);
            SERIES.matcher(GROUPED_BY.matcher(query).replaceAll(" "))
                    .results()
                    .filter(found -> !found.group(1).equals("up"))
                    .forEach(found -> all.add(new Series(found.group(1), labels(found.group(2), grouped))));
        }
        return all;
    }

    private static Set<String> labels(String selector, Set<String> grouped) {
        Set<String> labels = new TreeSet<>();
        if (selector != null) {
            LABEL.matcher(selector).results().map(MatchResult::group).forEach(labels::add);
        }
        grouped.forEach(name -> labels.add(name + "=\""));
        return labels;
    }
}
