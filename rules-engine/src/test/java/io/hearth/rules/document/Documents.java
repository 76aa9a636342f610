package io.hearth.rules.document;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalRef;
import java.math.BigDecimal;

/** Rules read from documents of which a test says the part that matters. */
final class Documents {
    static final Measure TEMPERATURE = Measure.of(SignalRef.ofSubject("temperature"));

    private Documents() {}

    /** A rule with this condition. */
    static Rule when(String when) {
        return Given.rule("{\"name\": \"r\", \"when\": {" + when + "}}");
    }

    /** A rule on a temperature, with these fields beside its condition. */
    static Rule with(String fields) {
        return Given.rule(
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"resource\": \"temperature\", \"above\": 1}, "
                        + fields + "}");
    }

    /** What {@code above} is read as. */
    static Condition above(String resource, String at) {
        return new Condition.Threshold(
                Measure.of(SignalRef.ofSubject(resource)),
                new Limit(Limit.Side.ABOVE, new BigDecimal(at), new Limit.Clearing.Same()));
    }
}
