package io.hearth.rules.check;

import io.hearth.contracts.value.ValueType;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.document.Places;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions that the resources they name can never meet, or never leave. */
final class TypeCheck {
    private final RuleCatalog catalog;
    private final Places places;
    private final List<Finding> errors = new ArrayList<>();

    private TypeCheck(RuleCatalog catalog, Places places) {
        this.catalog = catalog;
        this.places = places;
    }

    static List<Finding> of(RuleCatalog catalog, Places places) {
        TypeCheck check = new TypeCheck(catalog, places);
        Leaves.each(catalog.rule().when()).forEach(check::condition);
        return check.errors;
    }

    private void condition(Condition condition) {
        Leaves.measures(condition).forEach((field, measure) -> {
            // Of several profiles it is enough that one can.
            List<Finding> problems = new ArrayList<>();
            List<KnownResource> resources = catalog.resources(
                    measure.signal().device(), measure.signal().resource());
            for (KnownResource resource : resources) {
                problem(condition, field, measure, resource).ifPresent(problems::add);
            }
            if (!resources.isEmpty() && problems.size() == resources.size()) {
                errors.add(problems.getFirst());
            }
        });
    }

    private Optional<Finding> problem(Condition condition, String field, Measure measure, KnownResource resource) {
        String path = places.of(condition) + (field.isEmpty() ? "" : "." + field);
        return type(path, condition, measure, resource).or(() -> reach(condition, measure, resource));
    }

    private static Optional<Finding> type(String path, Condition condition, Measure measure, KnownResource resource) {
        boolean counts = measure.window()
                .filter(window -> window.function() == Window.Function.COUNT)
                .isPresent();
        boolean wantsNumber = measure.window().isPresent()
                || condition instanceof Condition.Threshold
                || condition instanceof Condition.MovingThreshold
                || condition instanceof Condition.Range;
        Optional<ValueType> type = resource.type().filter(known -> !known.isNumeric());
        return wantsNumber && !counts && type.isPresent()
                ? Optional.of(Finding.of(
                        path + ".resource",
                        "is \"" + resource.name() + "\", whose values are of type "
                                + type.get().wireName() + "; allowed is one with numbers"))
                : Optional.empty();
    }

    private Optional<Finding> reach(Condition condition, Measure measure, KnownResource resource) {
        if (measure.window().isPresent() && !keepsRange(measure.window().get())) {
            return Optional.empty();
        }
        String path = places.of(condition) + "." + Words.fieldOf(condition);
        if (condition instanceof Condition.Equals(var same, boolean equal, Object value)
                && measure.window().isEmpty()) {
            return Values.allowedInsteadOf(value, resource)
                    .map(allowed -> Finding.of(
                            path,
                            "is " + Words.valueOf(condition) + ", which \"" + resource.name()
                                    + "\" is never; allowed is " + allowed));
        }
        Span range = Values.range(resource);
        boolean whole = Values.areWhole(resource) && measure.window().isEmpty();
        return Reach.of(condition).flatMap(reach -> {
            boolean begins = Reach.touches(reach.begins(), range, whole);
            boolean ends = Reach.touches(reach.ends(), range, whole);
            return begins && ends
                    ? Optional.empty()
                    : Optional.of(Finding.of(
                            path,
                            "is " + Words.valueOf(condition) + ", which \"" + resource.name() + "\" never "
                                    + (begins ? "leaves" : "reaches") + "; its values are " + range));
        });
    }

    /** Whether what a window makes of values lies among them. */
    private static boolean keepsRange(Window window) {
        return switch (window.function()) {
            case AVG, MIN, MAX -> true;
            case SUM, COUNT, DELTA, RATE -> false;
        };
    }
}
