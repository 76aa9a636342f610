package io.hearth.command.once;

import static io.vertx.mutiny.redis.client.Command.DEL;
import static io.vertx.mutiny.redis.client.Command.GET;
import static io.vertx.mutiny.redis.client.Command.SET;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Outcome;
import io.hearth.command.store.Pile;
import io.hearth.contracts.codec.Cbor;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Remembers command ids with what became of them ({@code cc:id:<id>} in Redis), so that the same id acts once and is
 * answered the same, also after a restart and by another replica.
 */
@Singleton
public class CommandIds {
    private static final Logger LOG = Logger.getLogger(CommandIds.class);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int LOCKED = 423;
    private static final int SERVER_ERROR = 500;

    private final CommandConfig config;
    private final Pile pile;

    /** Tells this run of the process from an earlier one of the same name. */
    private final String run = UUID.randomUUID().toString();

    public CommandIds(CommandConfig config, Pile pile) {
        this.config = config;
        this.pile = pile;
    }

    /** What an id is good for. */
    public sealed interface Claim {}

    /** It was free, or its owner is gone: act, then {@link #settle}. */
    public record Mine() implements Claim {}

    /** It was acted on. */
    public record Settled(Outcome outcome) implements Claim {}

    /** It belongs to another command. */
    public record Other() implements Claim {}

    /**
     * What is kept under an id.
     *
     * @param status 0 while the command is under way
     */
    private record Entry(
            String instance,
            String run,
            String fingerprint,
            int status,
            String message,
            String contentType,
            JsonNode payload) {

        private Outcome outcome() {
            if (status < 400) {
                return new Outcome.Answered(contentType, payload);
            }
            // A device service's own failures of 500 and more are not kept.
            return status == Outcome.Unconfirmed.STATUS
                    ? new Outcome.Unconfirmed(message)
                    : new Outcome.Failed(status, message, true);
        }
    }

    /**
     * Asks for the right to act on a command; waits while another replica is at it, at most as long as that may take.
     *
     * @throws StoreUnavailable when Redis cannot say
     */
    public Claim claim(Command command) {
        String fingerprint = command.fingerprint();
        while (true) {
            Entry entry = claimOrRead(command, fingerprint);
            if (entry == null) {
                continue;
            }
            if (!entry.fingerprint().equals(fingerprint)) {
                return new Other();
            }
            if (entry.status() != 0) {
                return new Settled(entry.outcome());
            }
            if (entry.instance().equals(config.instance())) {
                return entry.run().equals(run) ? new Mine() : takenOver(command, fingerprint);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private Entry claimOrRead(Command command, String fingerprint) {
        Request claim =
                set(command, entry(fingerprint, 0, null, null, null), lease()).arg("NX");
        List<Response> answers = pile.send(claim, Request.cmd(GET).arg(key(command)));
        return answers.get(1) == null ? null : entry(answers.get(1).toBytes());
    }

    private static Entry entry(byte[] bytes) {
        try {
            return Cbor.read(bytes, Entry.class);
        } catch (IOException notOurs) {
            throw new UncheckedIOException("a command id's entry cannot be read", notOurs);
        }
    }

    private Mine takenOver(Command command, String fingerprint) {
        pile.send(set(command, entry(fingerprint, 0, null, null, null), lease()));
        return new Mine();
    }

    /**
     * Remembers what became of a command that was claimed. What the device service did not answer, or answered with
     * something that may pass (locked, unavailable, an error of its own), is forgotten instead: asked again with the same id,
     * it is tried again. A rule's action would otherwise meet one failure until the window is over.
     */
    public void settle(Command command, Outcome outcome) {
        try {
            pile.send(
                    switch (outcome) {
                        case Outcome.Answered(String type, JsonNode payload) ->
                            remember(command, entry(command.fingerprint(), 200, null, type, payload));
                        case Outcome.Unconfirmed(String message) ->
                            remember(
                                    command,
                                    entry(command.fingerprint(), Outcome.Unconfirmed.STATUS, message, null, null));
                        // Never sent: the device has not seen the id.
                        case Outcome.Refused refused -> forget(command);
                        case Outcome.Failed(int status, String message, boolean known) ->
                            known && status != LOCKED && status < SERVER_ERROR
                                    ? remember(command, entry(command.fingerprint(), status, message, null, null))
                                    : forget(command);
                    });
        } catch (StoreUnavailable unavailable) {
            // The device has acted and the one who asked must hear so; the device service knows the id as well.
            LOG.warnf("outcome not remembered device=%s reason=%s", command.device(), unavailable.getMessage());
        }
    }

    private Request remember(Command command, byte[] entry) {
        return entry.length <= config.maxRememberedBytes() ? set(command, entry, config.idWindow()) : forget(command);
    }

    private Request forget(Command command) {
        return Request.cmd(DEL).arg(key(command));
    }

    private Request set(Command command, byte[] entry, Duration kept) {
        return Request.cmd(SET)
                .arg(key(command))
                .arg(Buffer.buffer(entry))
                .arg("PX")
                .arg(Math.max(1, kept.toMillis()));
    }

    private byte[] entry(String fingerprint, int status, String message, String contentType, JsonNode payload) {
        return Cbor.bytes(new Entry(config.instance(), run, fingerprint, status, message, contentType, payload));
    }

    /**
     * A little longer than a command can take: core-metadata is asked for the device, its profile and its service, the device
     * service carries it out, and it is read back, whose last look may come late.
     */
    private Duration lease() {
        return config.requestTimeout()
                .multipliedBy(6)
                .plus(config.confirm().timeout())
                .plusSeconds(5);
    }

    private static String key(Command command) {
        return "cc:id:" + command.id();
    }
}
