package io.hearth.bench.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One figure of a table as a drawing (SVG): a line for each target, or bars where there is only one place. */
final class Plot {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 280;
    private static final int LEFT = 64;
    private static final int TOP = 44;
    private static final int RIGHT = 16;
    private static final int BOTTOM = 44;
    private static final List<String> COLOURS =
            List.of("#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#e15759", "#76b7b2", "#9c755f");

    private final Table table;
    private final String figure;
    private final Map<String, List<Row>> targets;
    private final double most;
    private final List<Double> places;

    private Plot(Table table, String figure) {
        this.table = table;
        this.figure = figure;
        List<Row> rows = table.rows().stream()
                .filter(row -> row.figures().containsKey(figure))
                .toList();
        targets = rows.stream().collect(Collectors.groupingBy(Row::target, LinkedHashMap::new, Collectors.toList()));
        most = rows.stream()
                .mapToDouble(row -> row.figures().get(figure).most())
                .max()
                .orElse(0);
        places = rows.stream().map(Row::at).distinct().sorted().toList();
    }

    static String of(Table table, String figure) {
        return new Plot(table, figure).svg();
    }

    private String svg() {
        StringBuilder inside = new StringBuilder();
        inside.append(text(LEFT, 18, "start", "#222", figure));
        for (int i = 0; i <= 4; i++) {
            double value = most * i / 4;
            inside.append(line(LEFT, y(value), WIDTH - RIGHT, y(value), "#ddd"));
            inside.append(text(LEFT - 6, y(value) + 4, "end", "#666", Terminal.number(value)));
        }
        inside.append(places.size() > 1 ? lines() : bars());
        return "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-size=\"12\">%s</svg>"
                .formatted(Page.escaped(table.experiment() + ": " + figure), WIDTH, HEIGHT, WIDTH, HEIGHT, inside);
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        for (double place : places) {
            lines.append(text(x(place), HEIGHT - BOTTOM + 16, "middle", "#666", Terminal.number(place)));
        }
        lines.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "#666", table.across()));
        int number = 0;
        for (Map.Entry<String, List<Row>> target : targets.entrySet()) {
            String colour = colour(number);
            String points = target.getValue().stream()
                    .map(row -> at(x(row.at())) + "," + at(y(median(row))))
                    .collect(Collectors.joining(" "));
            lines.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>"
                    .formatted(colour, points));
            for (Row row : target.getValue()) {
                lines.append(line(
                        x(row.at()),
                        y(spread(row).least()),
                        x(row.at()),
                        y(spread(row).most()),
                        colour));
                lines.append("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>"
                        .formatted(at(x(row.at())), at(y(median(row))), colour));
            }
            lines.append(text(LEFT + number * 90.0, 36, "start", colour, target.getKey()));
            number++;
        }
        return lines.toString();
    }

    private String bars() {
        StringBuilder bars = new StringBuilder();
        double step = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, targets.size());
        int number = 0;
        for (Map.Entry<String, List<Row>> target : targets.entrySet()) {
            Row row = target.getValue().getFirst();
            double left = LEFT + number * step + step * 0.2;
            bars.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
                    .formatted(
                            at(left), at(y(median(row))), at(step * 0.6), at(y(0) - y(median(row))), colour(number)));
            double middle = left + step * 0.3;
            bars.append(
                    line(middle, y(spread(row).least()), middle, y(spread(row).most()), "#222"));
            bars.append(text(middle, HEIGHT - BOTTOM + 16, "middle", "#222", target.getKey()));
            number++;
        }
        return bars.toString();
    }

    private Spread spread(Row row) {
        return row.figures().get(figure);
    }

    private double median(Row row) {
        return spread(row).median();
    }

    /** Places that are tenfold of each other are as far apart as others. */
    private double x(double place) {
        double first = Math.log(places.getFirst() + 1);
        double last = Math.log(places.getLast() + 1);
        return LEFT + 20 + (WIDTH - LEFT - RIGHT - 40) * (Math.log(place + 1) - first) / (last - first);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (most == 0 ? 0 : (HEIGHT - TOP - BOTTOM) * value / most);
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    private static String line(double fromX, double fromY, double toX, double toY, String colour) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>"
                .formatted(at(fromX), at(fromY), at(toX), at(toY), colour);
    }

    private static String text(double x, double y, String anchor, String colour, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
                .formatted(at(x), at(y), anchor, colour, Page.escaped(text));
    }

    private static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
