package io.hearth.rules.action;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.Topics;
import io.hearth.runtime.bus.BusTimeout;
import io.hearth.runtime.bus.BusUnavailable;
import io.hearth.runtime.bus.Requests;
import java.time.Duration;
import java.util.Map;

/** Asks core-command over the bus to set a device, and understands its answer. */
public final class CommandCourier implements Courier {
    private static final String CORE_COMMAND = "core-command";
    private static final String SET = "set";
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
    private final Duration timeout;

    /**
     * Asks over this bus; a reply later than the time-out counts as none, and a request that core-command gets later than that
     * is not carried out.
     */
    public CommandCourier(Requests requests, Topics topics, Duration timeout) {
        this.requests = requests;
        this.topics = topics;
        this.timeout = timeout;
    }

    @Override
    public Outcome deliver(Intent intent) {
        return ask(intent, Map.of(CALLER, callerOf(intent)));
    }

    @Override
    public Outcome lookAt(Intent intent) {
        return ask(intent, Map.of(CALLER, callerOf(intent), LOOK, "true"));
    }

    private Outcome ask(Intent intent, Map<String, String> query) {
        String requestId = intent.id().toString();
        try {
            Envelope<Object> reply = requests.ask(
                    topics.commandRequest(intent.device(), intent.command(), SET),
                    topics.response(CORE_COMMAND, requestId),
                    Envelope.request(requestId, intent.values(), query),
                    Object.class,
                    timeout);
            return read(reply);
        } catch (BusTimeout | BusUnavailable unanswered) {
            return new Outcome.Later(unanswered.getMessage());
        } catch (IllegalArgumentException noTopic) {
            return new Outcome.Never("the names of the device and its command make no topic: " + noTopic.getMessage());
        }
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
