package io.hearth.rules.document;

import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a rule as the document that {@link RuleReader} reads, without the times that are none. */
public final class RuleWriter {
    private RuleWriter() {}

    /** The document as a tree of plain values, its fields in the documented order. */
    public static Map<String, Object> write(Rule rule) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", rule.name());
        document.put("enabled", rule.enabled());
        document.put("description", rule.description());
        document.put("labels", rule.labels());
        document.put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
        document.put("alarm", rule.alarm());
        putCondition(document, rule);
        rule.staleAfter().ifPresent(age -> document.put("staleAfter", Times.write(age)));
        document.put("then", ActionWriter.write(rule.then()));
        document.put("otherwise", ActionWriter.write(rule.otherwise()));
        putPacing(document, rule.pacing());
        return document;
    }

    /** A schedule and one more condition are written as they are read best. */
    private static void putCondition(Map<String, Object> document, Rule rule) {
        ConditionWriter writer = new ConditionWriter(rule.subject());
        if (isScheduled(rule.when())) {
            Condition.All both = (Condition.All) rule.when();
            Condition.Within within = (Condition.Within) both.conditions().getFirst();
            document.put("when", writer.write(both.conditions().getLast(), rule.delays()));
            document.put("schedule", ConditionWriter.schedule(within.schedule()));
        } else {
            document.put("when", writer.write(rule.when(), rule.delays()));
        }
    }

    static boolean isScheduled(Condition when) {
        return when instanceof Condition.All(List<Condition> both)
                && both.size() == 2
                && both.getFirst() instanceof Condition.Within
                && !(both.getLast() instanceof Condition.Held);
    }

    private static void putPacing(Map<String, Object> document, Pacing pacing) {
        putTime(document, "coolDown", pacing.coolDown());
        pacing.reAlarm().ifPresent(time -> document.put("reAlarmTime", Times.write(time)));
        putTime(document, "minOn", pacing.minOn());
        putTime(document, "minOff", pacing.minOff());
    }

    private static void putTime(Map<String, Object> document, String field, Duration time) {
        if (!time.isZero()) {
            document.put(field, Times.write(time));
        }
    }
}
