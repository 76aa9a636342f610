package io.hearth.bench.load;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A report as one HTML page that needs nothing else. */
final class Page {
    private Page() {}

    static String of(Report report) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Hearth under load</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1100px; padding: 0 1em; color: #222; background: #fff; }
                table { border-collapse: collapse; display: block; overflow-x: auto; font-variant-numeric: tabular-nums; }
                th, td { border-bottom: 1px solid #ddd; padding: 3px 9px; text-align: right; white-space: nowrap; }
                th:first-child, td:first-child { text-align: left; }
                small { color: #666; } .void { color: #b00020; } svg { margin: 8px 12px 8px 0; }
                </style>
                </head>
                <body>
                <h1>Hearth under load</h1>
                <p>%s</p>
                %s
                <p>Medians of the runs; in small print the ratio to the reference in the same run, and the least and the most of all runs. How it was measured: docs/decisions/0051.</p>
                %s
                </body>
                </html>
                """.formatted(
                        escaped(report.at() + ", " + machine(report)),
                        report.brief()
                                ? "<p class=\"void\">A short run: it shows that the bench works, its figures say nothing.</p>"
                                : "",
                        report.tables().stream().map(Page::section).collect(Collectors.joining("\n")));
    }

    private static String machine(Report report) {
        return report.machine().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
    }

    private static String section(Table table) {
        Set<String> figures = new LinkedHashSet<>();
        table.rows().forEach(row -> figures.addAll(row.figures().keySet()));
        String plots = figures.stream()
                .filter(figure -> !figure.equals("kept up with"))
                .map(figure -> Plot.of(table, figure))
                .collect(Collectors.joining("\n"));
        String head = figures.stream().map(figure -> "<th>" + escaped(figure)).collect(Collectors.joining());
        String rows = table.rows().stream()
                .map(row -> "<tr><td>" + escaped(row.target()) + "<td>" + Terminal.number(row.at())
                        + figures.stream()
                                .map(figure -> cell(table, row, figure))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        String voids = table.rows().stream()
                .flatMap(row -> row.voids().stream()
                        .map(why -> "<p class=\"void\">void: " + escaped(row.target()) + " at "
                                + Terminal.number(row.at()) + ": " + escaped(why) + "</p>"))
                .collect(Collectors.joining("\n"));
        return "<h2>%s</h2>\n<p>%s</p>\n<table>\n<tr><th><th>%s%s\n%s\n</table>\n%s\n%s"
                .formatted(
                        escaped(table.experiment()),
                        escaped(table.title()),
                        escaped(table.across()),
                        head,
                        rows,
                        voids,
                        plots);
    }

    private static String cell(Table table, Row row, String figure) {
        Spread value = row.figures().get(figure);
        if (value == null) {
            return "<td>-";
        }
        Spread ratio = row.ratios().get(figure);
        String beside = ratio == null || row.target().equals(table.reference())
                ? ""
                : "%s x; ".formatted(Terminal.number(ratio.median()));
        String between =
                value.runs() > 1 ? Terminal.number(value.least()) + " to " + Terminal.number(value.most()) : "one run";
        return "<td>" + Terminal.number(value.median()) + "<br><small>" + beside + between + "</small>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
