package io.hearth.rules.check;

import io.hearth.rules.document.Places;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits that contradict each other or themselves, whatever the devices are. */
final class LimitCheck {
    private final Places places;
    private final List<Finding> errors = new ArrayList<>();

    private LimitCheck(Places places) {
        this.places = places;
    }

    static List<Finding> of(Condition when, Places places) {
        LimitCheck check = new LimitCheck(places);
        Leaves.each(when).forEach(check::alone);
        Leaves.each(when)
                .filter(Condition.All.class::isInstance)
                .forEach(all -> check.together(Leaves.together(all).toList()));
        return check.errors;
    }

    private void alone(Condition condition) {
        if (condition instanceof Condition.Range range
                && !range.inside()
                && Reach.of(range).orElseThrow().ends().stream().allMatch(Span::isEmpty)) {
            errors.add(Finding.of(
                    places.of(range) + ".deadband",
                    "is " + range.deadBand() + ", with which no number ends what " + Words.valueOf(range)
                            + " begins; allowed is at most half of what is between them"));
        }
        Leaves.measures(condition).forEach((field, measure) -> measure.window()
                .ifPresent(window -> window(path(condition, field), window)));
    }

    private String path(Condition condition, String field) {
        return places.of(condition) + (field.isEmpty() ? "" : "." + field);
    }

    private void window(String path, Window window) {
        if (!(window.extent() instanceof Window.Extent.Readings(int count))) {
            return;
        }
        switch (window.function()) {
            case COUNT ->
                errors.add(Finding.of(
                        path + ".window.readings",
                        "is " + count + ", of which the count is always " + count + "; allowed is a duration"));
            case DELTA, RATE -> {
                if (count < 2) {
                    errors.add(Finding.of(
                            path + ".window.readings",
                            "is " + count + ", of which there is no difference; allowed is 2 or more"));
                }
            }
            case AVG, MIN, MAX, SUM -> {}
        }
    }

    private void together(List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            for (int j = i + 1; j < conditions.size(); j++) {
                if (exclude(conditions.get(i), conditions.get(j))) {
                    errors.add(new Finding(
                            field(conditions.get(j)),
                            "fields " + shown(conditions.get(i)) + " and " + shown(conditions.get(j))
                                    + " contradict each other: no value is both; allowed are limits that some value"
                                    + " meets together"));
                }
            }
        }
    }

    private String field(Condition condition) {
        return path(condition, Words.fieldOf(condition));
    }

    private String shown(Condition condition) {
        return field(condition) + " with value " + Words.valueOf(condition);
    }

    private static boolean exclude(Condition one, Condition other) {
        Map<String, Measure> measures = Leaves.measures(one);
        if (measures.size() != 1 || !measures.equals(Leaves.measures(other))) {
            return false;
        }
        if (one instanceof Condition.Equals first && other instanceof Condition.Equals second) {
            return exclude(first, second);
        }
        Optional<Span> lasts = Reach.of(one).flatMap(Reach::lasts);
        Optional<Span> others = Reach.of(other).flatMap(Reach::lasts);
        return lasts.isPresent()
                && others.isPresent()
                && lasts.get().and(others.get()).isEmpty();
    }

    private static boolean exclude(Condition.Equals one, Condition.Equals other) {
        boolean same = one.value() instanceof java.math.BigDecimal number
                        && other.value() instanceof java.math.BigDecimal second
                ? number.compareTo(second) == 0
                : one.value().toString().equals(other.value().toString());
        return one.equal() && other.equal() ? !same : one.equal() != other.equal() && same;
    }
}
