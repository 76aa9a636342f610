package io.hearth.rules.action.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.device.ResourceTypes;
import io.hearth.rules.rule.OwnReadings;
import io.hearth.runtime.bus.Bus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes readings as a device service does. The event's id is the action's, so that core-data knows one that comes again.
 * What core-metadata does not know has the type of its value: true and false are Bool, whole numbers Int64, others Float64, all
 * else is String.
 */
public final class WriteCourier implements Courier {
    /** No integer type has more. */
    private static final int MOST_DIGITS = 20;

    private final Bus bus;
    private final BusCourier broker;
    private final ResourceTypes types;
    private final String profile;

    /**
     * With what is known of resources.
     *
     * @param profile what events name as the profile when the device's is not known
     */
    public WriteCourier(Bus bus, ResourceTypes types, String profile) {
        this.bus = bus;
        this.broker = new BusCourier(bus);
        this.types = types;
        this.profile = profile;
    }

    @Override
    public Outcome deliver(Intent intent) {
        if (!(intent.deed() instanceof Deed.Write write)) {
            throw new IllegalArgumentException("no reading: " + intent.deed().kind());
        }
        Optional<ResourceTypes.Known> known = types.of(write.device(), write.resource());
        ValueType type = known.flatMap(ResourceTypes.Known::type).orElseGet(() -> typeOf(write.value()));
        if (!type.isSimple()) {
            return new Outcome.Never("resource '" + write.resource() + "' has the type " + type.wireName()
                    + ", allowed are those whose values have a text");
        }
        try {
            Event event =
                    event(intent, write, known.map(ResourceTypes.Known::profile).orElse(profile), type);
            return broker.publish(
                    bus.topics()
                            .event(OwnReadings.SERVICE, event.profileName(), event.deviceName(), event.sourceName()),
                    EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event))),
                    MqttQos.AT_LEAST_ONCE,
                    false);
        } catch (InvalidValue unfit) {
            return new Outcome.Never("resource '" + write.resource() + "': " + unfit.getMessage());
        }
    }

    private static Event event(Intent intent, Deed.Write write, String profile, ValueType type) {
        return new Event(
                ApiVersion.V3,
                intent.id().toString(),
                write.device(),
                profile,
                write.resource(),
                intent.origin(),
                List.of(OwnReadings.reading(
                        intent.origin(),
                        write.device(),
                        profile,
                        write.resource(),
                        type,
                        type.canonical(textOf(write.value(), type)))),
                Map.of());
    }

    static String textOf(Object value, ValueType type) {
        return value instanceof Number && type.isInteger() ? whole(new BigDecimal(value.toString())) : value.toString();
    }

    /** 23.0 is a whole number; 23.5 is none, and refused as what it is. */
    private static String whole(BigDecimal number) {
        return isWhole(number) ? number.toBigInteger().toString() : number.toPlainString();
    }

    private static boolean isWhole(BigDecimal number) {
        int scale = number.stripTrailingZeros().scale();
        return number.signum() == 0 || scale <= 0 && scale > -MOST_DIGITS;
    }

    static ValueType typeOf(Object value) {
        return switch (value) {
            case Boolean _ -> ValueType.BOOL;
            case Number number -> isInt64(new BigDecimal(number.toString())) ? ValueType.INT64 : ValueType.FLOAT64;
            default -> ValueType.STRING;
        };
    }

    private static boolean isInt64(BigDecimal number) {
        return number.scale() <= 0
                && number.scale() > -MOST_DIGITS
                && number.toBigInteger().bitLength() < Long.SIZE;
    }
}
