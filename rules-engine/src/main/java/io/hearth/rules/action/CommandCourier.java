package io.hearth.rules.action;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.rules.rule.Action;
import io.hearth.runtime.bus.BusTimeout;
import io.hearth.runtime.bus.BusUnavailable;
import io.hearth.runtime.bus.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks core-command over the bus to set a device, and understands its answer. Where the rule names a reading as the proof, the
 * device has obeyed when that is there: core-command reads back what was set, and knows neither another resource nor a time.
 */
public final class CommandCourier implements Courier {
    private static final String SET = "set";
    private static final String GET = "get";
    /** The query parameter by which core-command is told who asks. */
    private static final String CALLER = "hearth-caller";
    /** The query parameter by which core-command is asked what became of a command, without sending it. */
    private static final String LOOK = "hearth-look";
    /** As long as core-command lets a caller's name be. */
    private static final int LONGEST_NAME = 200;
    /** core-command's: a person's hold, a least time on or off. A device service's: a device that is LOCKED or DOWN. */
    private static final int LOCKED = 423;
    /** core-command's: a rate limit. */
    private static final int TOO_MANY = 429;

    private final Requests requests;
    private final Topics topics;
    private final Proofs proofs;
    private final Duration timeout;
    private final Clock clock;

    /**
     * Asks over this bus; a reply later than the time-out counts as none, and a request that core-command gets later than that,
     * or later than its rule says it is worth doing, is not carried out.
     */
    public CommandCourier(Requests requests, Topics topics, Proofs proofs, Duration timeout, Clock clock) {
        this.requests = requests;
        this.topics = topics;
        this.proofs = proofs;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Intent intent) {
        if (!(intent.deed() instanceof Deed.Command command)) {
            throw new IllegalArgumentException("not a command: " + intent.deed().kind());
        }
        // Before it is sent: the proof may be there before the answer.
        command.confirm().ifPresent(confirm -> proofs.await(intent, command.device(), confirm));
        Outcome outcome = ask(intent, command, Map.of(CALLER, callerOf(intent)));
        return command.confirm()
                .filter(confirm -> outcome instanceof Outcome.Done || outcome instanceof Outcome.Unconfirmed)
                .map(confirm -> proofs.found(intent.id()) ? outcomeOf(intent) : new Outcome.Acted(confirm.within()))
                .orElse(outcome);
    }

    private Outcome outcomeOf(Intent proved) {
        proofs.forget(proved.id());
        return new Outcome.Done();
    }

    @Override
    public Outcome lookAt(Intent intent) {
        if (!(intent.deed() instanceof Deed.Command command)) {
            throw new IllegalArgumentException("not a command: " + intent.deed().kind());
        }
        return command.confirm()
                .map(confirm -> lookFor(intent, command, confirm))
                .orElseGet(() -> ask(intent, command, Map.of(CALLER, callerOf(intent), LOOK, "true")));
    }

    private Outcome lookFor(Intent intent, Deed.Command command, Action.Confirm confirm) {
        intent.acted().ifPresent(at -> proofs.resume(intent, command.device(), confirm, at));
        Duration left = proofs.left(intent.id());
        if (proofs.found(intent.id())) {
            return outcomeOf(intent);
        }
        if (left.isPositive()) {
            return new Outcome.Acted(left);
        }
        // Its readings may go to another replica, or it only reports what changes, and it was so before.
        Answer answer = read(command.device(), confirm.resource());
        proofs.forget(intent.id());
        return answer.value()
                        .filter(value -> Proofs.isSame(confirm.value(), value))
                        .isPresent()
                ? new Outcome.Done()
                : new Outcome.Disobeyed("resource '" + confirm.resource() + "' of device '" + command.device()
                        + "' should read '" + confirm.value() + "' within "
                        + confirm.within().toMillis() + " ms, and "
                        + answer.value().map(value -> "reads '" + value + "'").orElse(answer.problem()));
    }

    private record Answer(Optional<String> value, String problem) {}

    private Answer read(String device, String resource) {
        String requestId = UUID.randomUUID().toString();
        try {
            Envelope<EventResponse> reply = requests.ask(
                    topics.commandRequest(device, resource, GET),
                    topics.commandResponse(requestId),
                    Envelope.request(requestId, null, Map.of("ds-pushevent", "false")),
                    EventResponse.class,
                    timeout);
            return reply.isError()
                    ? new Answer(Optional.empty(), "cannot be read: " + reply.errorMessage())
                    : new Answer(valueOf(reply.payload(), resource), "was not in what the device answered");
        } catch (RuntimeException unread) {
            return new Answer(Optional.empty(), "cannot be read: " + unread.getMessage());
        }
    }

    private static Optional<String> valueOf(EventResponse answer, String resource) {
        return answer == null || answer.event() == null
                ? Optional.empty()
                : answer.event().completed().readings().stream()
                        .filter(reading -> reading.resourceName().equals(resource))
                        .map(reading -> reading.value() instanceof ReadingValue.Simple(String text) ? text : "")
                        .findFirst();
    }

    private Outcome ask(Intent intent, Deed.Command command, Map<String, String> query) {
        String requestId = intent.id().toString();
        try {
            Envelope<Object> reply = requests.ask(
                    topics.commandRequest(command.device(), command.command(), SET),
                    topics.commandResponse(requestId),
                    Envelope.request(requestId, command.values(), query),
                    Object.class,
                    query.containsKey(LOOK) ? timeout : patience(intent));
            return read(reply);
        } catch (BusTimeout | BusUnavailable unanswered) {
            return new Outcome.Later(unanswered.getMessage());
        } catch (IllegalArgumentException noTopic) {
            return new Outcome.Never("the names of the device and its command make no topic: " + noTopic.getMessage());
        }
    }

    /** As long as one attempt may take, and no longer than the rule says that it is worth doing. */
    private Duration patience(Intent intent) {
        return intent.validity()
                .filter(validity -> !validity.renewable())
                .map(validity -> Duration.between(clock.instant(), validity.end(Instant.MIN)))
                .filter(left -> left.isPositive() && left.compareTo(timeout) < 0)
                .orElse(timeout);
    }

    /** A rule, by its name, as the journal of commands shows it. */
    static String callerOf(Intent intent) {
        String name = intent.rule();
        return "rule:" + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }

    private static Outcome read(Envelope<?> reply) {
        if (!reply.isError()) {
            return new Outcome.Done();
        }
        String reason = reply.errorMessage();
        // EdgeX's own core-command says no status: then nobody knows whether it will always fail.
        if (reply.statusCode() == null) {
            return new Outcome.Later(reason);
        }
        int status = reply.statusCode();
        boolean notSent = reply.outcome().equals(Envelope.REFUSED);
        // The status alone may be a device service's: then all commands to the device wait, in their order.
        if (notSent && (status == LOCKED || status == TOO_MANY)) {
            return new Outcome.Refused(reason);
        }
        if (reply.outcome().equals(Envelope.UNCONFIRMED)) {
            return new Outcome.Unconfirmed(reason);
        }
        return passes(status) ? new Outcome.Later(reason) : new Outcome.Never(reason);
    }

    /** Whether a failure with this HTTP status may pass: a locked device, too much at once, a time-out, a fault. */
    static boolean passes(int status) {
        return status == 408 || status == LOCKED || status == TOO_MANY || status >= 500;
    }
}
