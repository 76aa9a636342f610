package io.hearth.device.command;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import io.hearth.device.DeviceConfig;
import io.hearth.device.OrderConfig;
import io.hearth.device.intake.BusOutlet;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.LaneConsumer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Commands from the bus (EdgeX message bus, topics): writes to one device in their order, and its reads in theirs; devices
 * side by side. A command is
 * acknowledged when its reply is with the broker.
 */
@Singleton
class BusCommands {
    private static final Logger LOG = Logger.getLogger(BusCommands.class);
    private static final String GET = "get";
    private static final String UNREADABLE = "not-an-envelope";

    private final Commands commands;
    private final CommandMetrics metrics;
    private final CommandMemory memory;
    private final DeviceCatalog catalog;
    private final Bus bus;
    private final BusOutlet outlet;
    private final OriginClock clock;
    private final String key;
    private final int excerptBytes;
    private final OrderConfig order;
    private LaneConsumer consumer;

    BusCommands(
            Commands commands,
            CommandMetrics metrics,
            DeviceCatalog catalog,
            Bus bus,
            BusOutlet outlet,
            OriginClock clock,
            DeviceConfig config) {
        this.commands = commands;
        this.metrics = metrics;
        this.catalog = catalog;
        this.bus = bus;
        this.outlet = outlet;
        this.clock = clock;
        this.key = config.serviceKey().value();
        this.excerptBytes = config.payload().excerptBytes();
        this.order = config.order();
        this.memory = new CommandMemory(
                config.command().idWindow(), config.command().maxRemembered(), System::nanoTime, metrics::turnedAway);
        metrics.open(memory::open);
    }

    void start(@Observes StartupEvent event, @Channel("ds-commands") Multi<Message<byte[]>> channel) {
        consumer = LaneConsumer.start(
                "ds-commands",
                channel,
                bus.consumerLimits(),
                new LaneConsumer.LaneLimits(order.maxWaiting(), order.maxWait(), this::refuse),
                this::lane,
                this::handle);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Whether commands still come in. */
    boolean running() {
        return consumer != null && consumer.running();
    }

    /** Reads of a device have a lane of their own: they do not wait for what is written to it. */
    private String lane(BusMessage message) {
        List<String> levels = names(message.topic());
        if (levels.isEmpty()) {
            return "";
        }
        boolean read = levels.getLast().equalsIgnoreCase(GET);
        // No name has this character (MQTT, 1.5.4).
        return read ? levels.getFirst() + '\0' : levels.getFirst();
    }

    /** Device, command and method; fewer or more when the topic has not the form of a command's. */
    private List<String> names(String topic) {
        String filter = bus.topics().deviceCommandRequests(key);
        String prefix = filter.substring(0, filter.length() - 1);
        return topic.startsWith(prefix) ? Topics.levels(topic.substring(prefix.length())) : List.of();
    }

    private void handle(BusMessage message) throws InterruptedException {
        // A command that comes while the devices are still being read is not one to an unknown device.
        catalog.awaitLoaded();
        answer(message, (request, switches, sending) -> act(message, request, switches, sending));
    }

    /** One that was too many for its device, or waited for it too long: nothing is sent. */
    private void refuse(BusMessage message, LaneConsumer.Reason reason) {
        String device = names(message.topic()).stream().findFirst().orElse("");
        metrics.turnedAway();
        String why =
                switch (reason) {
                    case FULL -> order.maxWaiting() + " commands wait for device '" + device + "' already";
                    case LATE ->
                        "other commands to device '" + device + "' took longer than "
                                + order.maxWait().toMillis() + " ms";
                };
        answer(
                message,
                (request, switches, sending) ->
                        new CommandOutcome.Refused(ErrorKind.SERVICE_UNAVAILABLE, "nothing was sent: " + why));
    }

    /** What is done about a request. */
    @FunctionalInterface
    private interface Act {
        CommandOutcome on(Envelope<TokenBuffer> request, CommandSwitches switches, Sending sending);
    }

    private void answer(BusMessage message, Act act) {
        Envelope<TokenBuffer> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), TokenBuffer.class);
        } catch (MalformedEnvelope malformed) {
            putAside(message, malformed.getMessage());
            return;
        }
        String replyTopic = bus.topics().response(key, request.requestId());
        Optional<UUID> id = UuidText.uuid(request.requestId());
        String allowed = "requestID is '" + request.requestId() + "', allowed is a UUID";
        if (id.isEmpty() && (request.requestId().isBlank() || !Topic.isTopic(replyTopic))) {
            putAside(message, allowed);
            return;
        }
        Envelope<?> reply;
        try {
            String known = id.orElseThrow(() -> invalid(allowed)).toString();
            CommandSwitches switches = switches(request);
            CommandOutcome outcome = metrics.counted(memory.once(known, sending -> act.on(request, switches, sending)));
            reply = reply(request, outcome, switches);
        } catch (EdgexException refused) {
            reply = Envelope.error(request, refused.getMessage(), refused.kind().status());
        }
        bus.publishAndWait(replyTopic, EnvelopeCodec.encode(reply));
    }

    private CommandOutcome act(
            BusMessage message, Envelope<TokenBuffer> request, CommandSwitches switches, Sending sending) {
        String topic = message.topic();
        try {
            List<String> names = names(topic);
            if (names.size() != 3) {
                throw invalid("topic '" + topic + "' has not the form .../<device>/<command>/<get|set>");
            }
            String device = names.get(0);
            String command = names.get(1);
            if (!catalog.serviceLocked() && catalog.device(device).isEmpty()) {
                // core-command has just seen it in core-metadata: the news of it is still on its way to us.
                return new CommandOutcome.Refused(
                        ErrorKind.SERVICE_UNAVAILABLE, "device '" + device + "' is not known here yet");
            }
            if (message.deadline().isOver()) {
                // It waited here for others of its device, or a broker sent it late.
                throw new NobodyWaits(device);
            }
            return switch (names.get(2).toLowerCase(Locale.ROOT)) {
                case GET -> commands.get(device, command, switches);
                case "set" ->
                    commands.set(device, command, ExactJson.object(request.payload()), message.deadline(), sending);
                case String other -> throw invalid("method '" + other + "' is not allowed, allowed is get or set");
            };
        } catch (NobodyWaits late) {
            metrics.tooOld(topic);
            return CommandOutcome.Refused.of(late);
        } catch (EdgexException refused) {
            return new CommandOutcome.Refused(refused.kind(), refused.getMessage());
        } catch (RuntimeException bug) {
            // Answered, or it would be tried again for ever and block its device.
            LOG.errorf(bug, "command failed unexpectedly topic=%s", topic);
            return new CommandOutcome.Refused(
                    ErrorKind.SERVER_ERROR, "unexpected error, see the log of the device service");
        }
    }

    private static CommandSwitches switches(Envelope<?> request) {
        Map<String, String> query = request.queryParams();
        return CommandSwitches.of(query.get("ds-pushevent"), query.get("ds-returnevent"), query.get("ds-regexcmd"));
    }

    private static Envelope<?> reply(Envelope<TokenBuffer> request, CommandOutcome outcome, CommandSwitches switches) {
        return switch (outcome) {
            case CommandOutcome.Done done -> reply(request, null, Envelope.JSON);
            case CommandOutcome.Answered answered ->
                switches.returnEvent()
                        ? reply(
                                request,
                                EventResponse.of(request.requestId(), answered.event()),
                                BusOutlet.holdsBytes(answered.event()) ? Envelope.CBOR : Envelope.JSON)
                        : reply(request, null, Envelope.JSON);
            case CommandOutcome.Refused refused ->
                Envelope.error(request, refused.message(), refused.kind().status());
        };
    }

    private static Envelope<?> reply(Envelope<?> request, Object payload, String contentType) {
        // EdgeX's clients drop a reply whose correlation id is not a UUID.
        String correlationId = UuidText.uuid(request.correlationId()).isPresent()
                ? request.correlationId()
                : UUID.randomUUID().toString();
        return new Envelope<>(
                ApiVersion.V3, "", correlationId, request.requestId(), 0, payload, "", contentType, Map.of(), null);
    }

    /** Nobody can be answered: it is kept where an operator looks. */
    private void putAside(BusMessage message, String detail) {
        byte[] payload = message.payload();
        byte[] excerpt = Arrays.copyOf(payload, Math.min(excerptBytes, payload.length));
        BusOutlet.Outgoing letter = outlet.letter(new DeadLetter(
                key,
                message.topic(),
                UNREADABLE,
                detail,
                Base64.getEncoder().encodeToString(excerpt),
                payload.length,
                clock.next()));
        bus.publishAndWait(letter.topic(), letter.payload());
        metrics.putAside(UNREADABLE);
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
