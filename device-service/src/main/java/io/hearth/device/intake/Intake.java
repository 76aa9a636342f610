package io.hearth.device.intake;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.device.ServiceKey;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.Match;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The door: every message of a device comes through here, and becomes events, dead letters, or nothing because it is our own
 * voice. It never throws for what a device sent.
 */
public final class Intake {
    private final Supplier<MappingIndex> mapping;
    private final PayloadDecoder decoder;
    private final int excerptBytes;
    private final UnaryOperator<String> units;
    private final Conversions conversions;
    private final String broker;
    private volatile BiConsumer<Collection<String>, String> strangers = (names, topic) -> {};
    private volatile Consumer<String> nothingSaid = device -> {};
    private volatile Supplier<Optional<MappingIndex>> elsewhere = Optional::empty;

    /** A door where arithmetic is done and nobody is told of a failed assertion. */
    public Intake(
            Supplier<MappingIndex> mapping, PayloadDecoder decoder, int excerptBytes, UnaryOperator<String> units) {
        this(mapping, decoder, excerptBytes, units, new Conversions(true, (device, why) -> {}), "");
    }

    /**
     * A door.
     *
     * @param mapping      all devices' topics, as they are now
     * @param decoder      turns payloads into values
     * @param excerptBytes how much of a payload a dead letter keeps
     * @param units        the unit that a reading carries, of the one its resource has
     * @param conversions  what becomes of values
     * @param broker       the name of the devices' broker, so that what is put aside can be read again here; empty when it cannot
     */
    public Intake(
            Supplier<MappingIndex> mapping,
            PayloadDecoder decoder,
            int excerptBytes,
            UnaryOperator<String> units,
            Conversions conversions,
            String broker) {
        this.broker = broker;
        this.conversions = conversions;
        this.mapping = mapping;
        this.decoder = decoder;
        this.excerptBytes = excerptBytes;
        this.units = units;
    }

    /**
     * What a message is.
     *
     * @param origin when it came, Unix ns; the same for a redelivery
     */
    public Outcome take(DeviceMessage message, long origin) {
        if (message.translation().isPresent()) {
            return read(message, origin, message.translation().get());
        }
        return switch (mapping.get().find(message.topic())) {
            case Match.Bound bound -> read(message, origin, bound);
            case Match.OwnCommand own -> new Outcome.Ignored("own-command");
            case Match.NotOurs notOurs -> new Outcome.Ignored("not-ours");
            case Match unknown when isElsewhere(message.topic()) -> new Outcome.Ignored("another-service");
            case Match.UnknownDevice unknown -> {
                strangers.accept(List.of(unknown.name()), message.topic());
                yield refused(message, origin, Reason.UNKNOWN_DEVICE, "no device '" + unknown.name() + "'");
            }
            case Match.UnknownResource unknown ->
                refused(
                        message,
                        origin,
                        Reason.UNKNOWN_RESOURCE,
                        "device '" + unknown.device() + "' has nothing readable mapped to '" + unknown.name() + "'");
            case Match.UnknownTopic unknown ->
                refused(message, origin, Reason.UNKNOWN_TOPIC, "no topic template has the form of this topic");
        };
    }

    /**
     * Is told, of each message of devices that are not known, their names, each once, and the topic; it must not take long. A
     * message whose parts name their devices may have thousands.
     */
    public void onUnknownDevices(BiConsumer<Collection<String>, String> told) {
        strangers = told;
    }

    /** The devices of other instances of this service, which hear the same topics: what is theirs is passed over. */
    public void beside(Supplier<MappingIndex> others) {
        elsewhere = () -> Optional.of(others.get());
    }

    private boolean isElsewhere(String topic) {
        return elsewhere.get().filter(others -> others.isConcernedBy(topic)).isPresent();
    }

    private boolean isNamedElsewhere(String name) {
        return elsewhere.get().filter(others -> others.isNamed(name)).isPresent();
    }

    /** Is told the device of each message that was understood and has no value that counts; it must not take long. */
    public void onNothingSaid(Consumer<String> told) {
        nothingSaid = told;
    }

    private Outcome read(DeviceMessage message, long origin, Translation translation) {
        EventMaker events = new EventMaker(origin, units, message.before());
        List<Rejection> wrong = new ArrayList<>();
        // The number of each topic's portions: it is the same when others are there the next time.
        Map<String, Integer> numbers = new HashMap<>();
        for (Translation.Portion portion : translation.portions()) {
            int number = numbers.merge(portion.topic(), 1, Integer::sum) - 1;
            if (mapping.get().find(portion.topic()) instanceof Match.Bound bound) {
                read(bound, portion, origin, events, number).ifPresent(wrong::add);
            } else if (!isElsewhere(portion.topic())) {
                wrong.add(new Rejection(Reason.UNKNOWN_TOPIC, "nothing is mapped to '" + portion.topic() + "'"));
            }
        }
        translation.wrong().ifPresent(wrong::add);
        return outcome(
                message,
                origin,
                events,
                wrong.isEmpty() ? Optional.empty() : Optional.of(PayloadDecoder.joined(wrong)));
    }

    private Outcome read(DeviceMessage message, long origin, Match.Bound bound) {
        EventMaker events = new EventMaker(origin, units, message.before());
        Translation.Portion all = new Translation.Portion(message.topic(), message.payload());
        return outcome(message, origin, events, read(bound, all, origin, events, 0));
    }

    private Optional<Rejection> read(
            Match.Bound bound, Translation.Portion portion, long origin, EventMaker events, int number) {
        BoundMessage read = new BoundMessage(
                decoder, conversions, portion.payload(), origin, events, nothingSaid, this::isNamedElsewhere, number);
        Optional<Rejection> wrong = read.read(bound);
        if (!read.strangers().isEmpty()) {
            strangers.accept(read.strangers(), portion.topic());
        }
        return wrong;
    }

    private Outcome outcome(DeviceMessage message, long origin, EventMaker events, Optional<Rejection> wrong) {
        // A reply need not report anything.
        List<DeadLetter> letters = wrong
                .filter(rejection -> !message.reply())
                .map(rejection -> letter(message, origin, rejection, events.used()))
                .stream()
                .toList();
        return events.events().isEmpty() && letters.isEmpty()
                ? new Outcome.Ignored("left-out")
                : new Outcome.Used(events.events(), letters);
    }

    private Outcome refused(DeviceMessage message, long origin, Reason reason, String detail) {
        return new Outcome.Used(List.of(), List.of(letter(message, origin, new Rejection(reason, detail))));
    }

    /** A message put aside, with the beginning of its payload; nothing of it is used now. */
    DeadLetter letter(DeviceMessage message, long origin, Rejection rejection) {
        return letter(message, origin, rejection, message.before());
    }

    private DeadLetter letter(DeviceMessage message, long origin, Rejection rejection, UsedValues all) {
        byte[] payload = message.payload();
        String used = broker.isEmpty() ? "" : all.text();
        boolean told = used.length() <= excerptBytes;
        // Of which it cannot be said what was used is not to be read again, and so not kept whole.
        int most = told ? excerptBytes : Math.min(excerptBytes, payload.length - 1);
        byte[] excerpt = payload.length <= most ? payload : Arrays.copyOf(payload, most);
        return new DeadLetter(
                ServiceKey.BASE,
                message.topic(),
                rejection.reason().wireName(),
                rejection.detail(),
                Base64.getEncoder().encodeToString(excerpt),
                payload.length,
                origin,
                broker,
                told ? used : "");
    }
}
