package io.hearth.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A table as it is printed: medians, with the ratio to the reference behind them. */
final class Terminal {
    private Terminal() {}

    static String text(Table table) {
        Set<String> figures = new LinkedHashSet<>();
        table.rows().forEach(row -> figures.addAll(row.figures().keySet()));
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", table.across()));
        head.addAll(figures);
        lines.add(head);
        for (Row row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(row.target(), number(row.at())));
            figures.forEach(figure -> line.add(cell(table, row, figure)));
            lines.add(line);
        }
        StringBuilder text = new StringBuilder("%n%s: %s%n".formatted(table.experiment(), table.title()));
        lines.forEach(line -> {
            for (int column = 0; column < line.size(); column++) {
                int wanted = column;
                int width = lines.stream()
                        .mapToInt(each -> each.get(wanted).length())
                        .max()
                        .orElse(0);
                text.append(("  %" + (column == 0 ? "-" : "") + Math.max(1, width) + "s").formatted(line.get(column)));
            }
            text.append(System.lineSeparator());
        });
        table.rows().forEach(row -> row.voids()
                .forEach(why -> text.append("  VOID: %s at %s: %s%n".formatted(row.target(), number(row.at()), why))));
        return text.toString();
    }

    private static String cell(Table table, Row row, String figure) {
        Spread value = row.figures().get(figure);
        if (value == null) {
            return "-";
        }
        Spread ratio = row.ratios().get(figure);
        return number(value.median())
                + (ratio == null || row.target().equals(table.reference())
                        ? ""
                        : String.format(Locale.ROOT, " (%.2f x)", ratio.median()));
    }

    /** With as many decimals as say something. */
    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
    }
}
