package io.hearth.rules;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.FixedLimits;
import io.hearth.rules.document.RuleLimits;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.EventSamples;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.SignalRef;
import io.hearth.runtime.bus.BusMessage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What tests begin with. */
public final class Given {
    public static final SignalKey LIVINGROOM = new SignalKey("livingroom", "temperature");
    public static final long SECOND = 1_000_000_000L;
    /** The origin of second 0 of a test: 2026-01-01T00:00:00Z. */
    public static final long EPOCH = 1_767_225_600L * SECOND;

    public static final Instant NOW = Instant.ofEpochSecond(EPOCH / SECOND);
    public static final RuleLimits LIMITS = new FixedLimits(256, 4096, 64, 32, 16384);

    public static final String BOILER = """
            { "name": "boiler-on-when-cold", "description": "Keep the living room above 20 degrees",
              "when": { "device": "livingroom", "resource": "temperature", "below": 20.0, "clearAbove": 20.5 },
              "then": [ { "command": { "device": "boiler", "command": "control", "values": { "mode": "heat", "target": 23 } } } ],
              "otherwise": [ { "command": { "device": "boiler", "command": "control", "values": { "mode": "off" } } } ] }
            """;

    private Given() {}

    public static Rule rule(String json) {
        return new RuleReader(LIMITS).read(DocumentText.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** A rule whose {@code then} says on and whose {@code otherwise} says off. */
    public static Rule rule(String name, Limit limit) {
        return new Rule(
                name,
                true,
                "",
                List.of(),
                Severity.WARNING,
                true,
                new Selector.Device(LIVINGROOM.device()),
                new Condition.Threshold(Measure.of(SignalRef.ofSubject(LIVINGROOM.resource())), limit),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE,
                List.of(new Action.Command("boiler", "control", Map.of("mode", "on"))),
                List.of(new Action.Command("boiler", "control", Map.of("mode", "off"))));
    }

    public static KnownRule known(Rule rule) {
        UUID id = UUID.nameUUIDFromBytes(rule.name().getBytes(StandardCharsets.UTF_8));
        return KnownRule.first(id, rule, NOW);
    }

    public static Limit below(String at) {
        return new Limit(Limit.Side.BELOW, new BigDecimal(at), new Limit.Clearing.Same());
    }

    /** A message from a device service, as it comes over the bus. */
    public static BusMessage message(SignalKey signal, long origin, String value) {
        Reading reading =
                Reading.simple(origin, signal.device(), "room-thermometer", signal.resource(), typeOf(value), value);
        Event event = new Event(
                "v3",
                UUID.randomUUID().toString(),
                signal.device(),
                "room-thermometer",
                signal.resource(),
                origin,
                List.of(reading),
                Map.of());
        String topic = Topics.DEFAULT.event("device-mqtt", "room-thermometer", signal.device(), signal.resource());
        return new BusMessage(topic, EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event))));
    }

    public static Sample sample(long second, Quantity value) {
        return new Sample(LIVINGROOM, EPOCH + second * SECOND, value.toString(), value);
    }

    /** A reading and the report of its device, as they come out of an event; the value says of which type it is. */
    public static List<Sample> samples(SignalKey signal, long origin, String value) {
        return EventSamples.of(message(signal, origin, value));
    }

    private static ValueType typeOf(String value) {
        if (value.equals("true") || value.equals("false")) {
            return ValueType.BOOL;
        }
        if (value.matches("-?[0-9]+")) {
            return ValueType.INT64;
        }
        return value.matches("[-+]?([0-9.]+(e[0-9]+)?|Inf)|NaN") ? ValueType.FLOAT64 : ValueType.STRING;
    }

    /** An evaluator that knows the devices that rules name, and no expressions. */
    public static Evaluator evaluator(Clock clock) {
        return new Evaluator(
                clock,
                EvaluationSettings.DEFAULT,
                selector -> selector instanceof Selector.Device(String name) ? Set.of(name) : Set.of(),
                expression -> values -> Optional.empty());
    }
}
