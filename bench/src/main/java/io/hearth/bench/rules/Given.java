package io.hearth.bench.rules;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalRef;
import io.hearth.runtime.bus.BusMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rules, and events as a device service sends them. */
final class Given {
    static final String SERVICE = "device-mqtt";
    static final String PROFILE = "bench";
    static final String RESOURCE = "current";

    private Given() {}

    /** A rule as it is known when it was saved; its number is in its id. */
    static KnownRule known(int number, String device, double below, double clearAbove) {
        Limit limit = new Limit(
                Limit.Side.BELOW, BigDecimal.valueOf(below), new Limit.Clearing.At(BigDecimal.valueOf(clearAbove)));
        Rule rule = new Rule(
                "rule-" + number,
                true,
                "",
                List.of(),
                Severity.WARNING,
                true,
                new Selector.Device(device),
                new Condition.Threshold(Measure.of(SignalRef.ofSubject(RESOURCE)), limit),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE,
                List.of(new Action.Command(device, "number", Map.of("number", 1))),
                List.of(new Action.Command(device, "number", Map.of("number", 0))));
        return KnownRule.first(new UUID(0, number), rule, Instant.EPOCH);
    }

    /** The number of a rule made here. */
    static int number(KnownRule rule) {
        return (int) rule.id().getLeastSignificantBits();
    }

    /** A rule as a document, which sends its device a command when it becomes active, and another when it no longer is. */
    static Map<String, Object> document(int number, String device, double below, double clearAbove) {
        return document(number, device, device, below, clearAbove, true, 1, 0);
    }

    /** The same, whose commands go to another device: one that is commanded because of what it reads itself is a loop, and limited. */
    static Map<String, Object> document(int number, String device, String commanded, double below, double clearAbove) {
        return document(number, device, commanded, below, clearAbove, true, 1, 0);
    }

    /** The same, whose commands have the value that the rule decided by. */
    static Map<String, Object> echoing(int number, String device, String commanded, double below, double clearAbove) {
        return document(number, device, commanded, below, clearAbove, true, "${value}", "${value}");
    }

    /** A rule that only is active: of thousands that become so at once, nobody would be there to take commands or heed alarms. */
    static Map<String, Object> quiet(int number, String device, double below, double clearAbove) {
        return document(number, device, device, below, clearAbove, false, 1, 0);
    }

    private static Map<String, Object> document(
            int number,
            String device,
            String commanded,
            double below,
            double clearAbove,
            boolean loud,
            Object active,
            Object normal) {
        return Map.of(
                "name",
                "rule-" + number,
                "when",
                Map.of("device", device, "resource", RESOURCE, "below", below, "clearAbove", clearAbove),
                "then",
                loud ? List.of(command(commanded, active)) : List.of(),
                "otherwise",
                List.of(command(commanded, normal)),
                "alarm",
                loud);
    }

    private static Map<String, Object> command(String device, Object value) {
        return Map.of("command", Map.of("device", device, "command", "number", "values", Map.of("number", value)));
    }

    /** An event of one reading. */
    static BusMessage event(String device, long origin, double value) {
        Reading reading = Reading.simple(origin, device, PROFILE, RESOURCE, ValueType.FLOAT64, Double.toString(value));
        Event event = new Event(
                "v3",
                EventId.of(device, origin).toString(),
                device,
                PROFILE,
                RESOURCE,
                origin,
                List.of(reading),
                Map.of());
        return new BusMessage(
                Topics.DEFAULT.event(SERVICE, PROFILE, device, RESOURCE),
                EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event))));
    }
}
