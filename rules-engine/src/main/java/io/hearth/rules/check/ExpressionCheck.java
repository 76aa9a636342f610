package io.hearth.rules.check;

import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.cel.CelKind;
import io.hearth.rules.cel.InvalidCel;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.document.Places;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Expressions that are none, or that the values they name do not fit. */
record ExpressionCheck(RuleCatalog catalog, Places places, CelEnvironment cel) {
    List<Finding> errors() {
        return Leaves.each(catalog.rule().when())
                .filter(Condition.Expression.class::isInstance)
                .map(Condition.Expression.class::cast)
                .flatMap(this::errors)
                .toList();
    }

    private Stream<Finding> errors(Condition.Expression expression) {
        Map<String, CelKind> variables = new HashMap<>();
        expression.variables().forEach((name, measure) -> variables.put(name, kind(measure)));
        try {
            cel.compile(expression.text(), variables);
            return Stream.empty();
        } catch (InvalidCel invalid) {
            return Stream.of(Finding.of(
                    places.of(expression) + ".expression",
                    "is no expression that is true or false; " + invalid.getMessage()));
        }
    }

    private CelKind kind(Measure measure) {
        if (measure.window().isPresent()) {
            return CelKind.NUMBER;
        }
        List<CelKind> kinds = catalog
                .resources(measure.signal().device(), measure.signal().resource())
                .stream()
                .map(KnownResource::type)
                .flatMap(Optional::stream)
                .map(CelKind::of)
                .distinct()
                .toList();
        return kinds.size() == 1 ? kinds.getFirst() : CelKind.ANY;
    }
}
