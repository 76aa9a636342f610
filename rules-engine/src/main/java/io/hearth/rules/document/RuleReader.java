package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.Shared;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads Hearth's rule document, the JSON form of a {@link Rule}. Strict: what it does not know, it refuses. */
public final class RuleReader {
    static final List<String> FIELDS = List.of(
            "name",
            "enabled",
            "description",
            "labels",
            "severity",
            "alarm",
            "when",
            "schedule",
            "staleAfter",
            "then",
            "otherwise",
            "coolDown",
            "reAlarmTime",
            "minOn",
            "minOff");

    static final Map<String, Severity> SEVERITIES = new LinkedHashMap<>();

    static {
        Arrays.stream(Severity.values())
                .forEach(severity -> SEVERITIES.put(severity.name().toLowerCase(Locale.ROOT), severity));
    }

    private final RuleLimits limits;
    private final Selectors selectors;
    private final Schedules schedules;
    private final ActionReader actions;
    private final Consumer<RuleDocument> check;

    /** A reader that keeps these bounds, and takes the texts of actions as they are. */
    public RuleReader(RuleLimits limits) {
        this(limits, ActionTexts.any(), ZoneOffset.UTC, document -> {});
    }

    /**
     * A reader that keeps these bounds.
     *
     * @param texts looks at the texts of actions
     * @param zone  the time zone of schedules that name none
     * @param check looks at what was read as a whole; throws {@link InvalidRule} when it is not to be
     */
    public RuleReader(RuleLimits limits, ActionTexts texts, ZoneId zone, Consumer<RuleDocument> check) {
        this.limits = limits;
        this.selectors = new Selectors(limits.nameLength());
        this.schedules = new Schedules(zone, limits.nameLength());
        this.actions = new ActionReader(limits, texts);
        this.check = check;
    }

    /**
     * The rule that a document says.
     *
     * @param document read with exact decimals, so that {@code 23.50} stays what it is
     * @throws InvalidRule when it says none
     */
    public Rule read(JsonNode document) {
        RuleDocument read = readDocument(document);
        check.accept(read);
        return read.rule();
    }

    /** As {@link #read}, with where in the document its conditions are, and not looked at as a whole. */
    public RuleDocument readDocument(JsonNode document) {
        Fields fields = Fields.of("", document, FIELDS);
        String name = fields.name("name", limits.nameLength());
        JsonNode given = fields.required("when", "an object with " + String.join(", ", Conditions.FIELDS));
        Fields when = Fields.of("when", given, Conditions.FIELDS);
        Selector subject = selectors.subject(given);
        Conditions conditions = new Conditions(limits, selectors, schedules);
        Condition condition = scheduled(fields, conditions.places(), conditions.read(given, subject));
        boolean alarm = fields.flag("alarm").orElse(true);
        List<Action> then = actions.list(fields, "then");
        List<Action> otherwise = actions.list(fields, "otherwise");
        if (!alarm && then.isEmpty() && otherwise.isEmpty()) {
            throw new InvalidRule("field then is missing or empty; allowed is a list of at least one action, unless"
                    + " otherwise has one or alarm is true");
        }
        Delays delays = conditions.delays(when);
        return new RuleDocument(
                new Rule(
                        name,
                        fields.flag("enabled").orElse(true),
                        fields.text("description", limits.descriptionLength()).orElse(""),
                        Shared.of(List.copyOf(fields.names("labels", limits.labels(), limits.nameLength()))),
                        fields.word("severity", SEVERITIES).orElse(Severity.WARNING),
                        alarm,
                        subject,
                        condition,
                        delays,
                        Shared.of(fields.optionalPositiveTime("staleAfter", limits.longestTime())),
                        pacing(fields),
                        then,
                        otherwise),
                conditions.places());
    }

    /** A rule with a schedule is one that holds when its condition does and the clock is within. */
    private Condition scheduled(Fields fields, Places places, Condition condition) {
        Optional<Condition> within = fields.optionalObject("schedule", Schedules.FIELDS)
                .map(schedule -> places.put("schedule", new Condition.Within(schedules.read(schedule))));
        return within.<Condition>map(schedule -> new Condition.All(List.of(schedule, condition)))
                .orElse(condition);
    }

    private Pacing pacing(Fields fields) {
        return Shared.of(new Pacing(
                fields.time("coolDown", limits.longestTime()).orElse(Duration.ZERO),
                fields.optionalPositiveTime("reAlarmTime", limits.longestTime()),
                fields.time("minOn", limits.longestTime()).orElse(Duration.ZERO),
                fields.time("minOff", limits.longestTime()).orElse(Duration.ZERO)));
    }
}
