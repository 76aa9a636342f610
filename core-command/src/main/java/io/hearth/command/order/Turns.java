package io.hearth.command.order;

import static io.vertx.mutiny.redis.client.Command.EXISTS;
import static io.vertx.mutiny.redis.client.Command.LINDEX;
import static io.vertx.mutiny.redis.client.Command.LREM;
import static io.vertx.mutiny.redis.client.Command.PEXPIRE;
import static io.vertx.mutiny.redis.client.Command.RPUSH;
import static io.vertx.mutiny.redis.client.Command.SET;

import io.hearth.command.CommandConfig;
import io.hearth.command.store.Pile;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Turns at devices among the replicas of core-command: {@code cc:turn:<device>}, a list of tickets in the order in which they
 * reached Redis. The replica whose ticket is first may command the device; within a replica {@link Lanes} keep the order. The
 * tickets of a replica that shows no life ({@code cc:alive:<run>}) are taken away. Off unless there are replicas.
 */
@Singleton
public class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final Duration GLANCE = Duration.ofMillis(15);
    /** An own place in the queue is lost only when Redis lost all: far beyond any wait. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Turn FREE = new Turn() {
        @Override
        public boolean await(Duration patience) {
            return true;
        }

        @Override
        public void close() {}
    };

    private final Pile pile;
    private final OrderConfig config;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong tickets = new AtomicLong();
    private final Queue<Ticket> unreturned = new ConcurrentLinkedQueue<>();
    private final Thread heart;

    /** Begins to show life, if there are replicas. */
    public Turns(Pile pile, CommandConfig config) {
        this.pile = pile;
        this.config = config.order();
        this.heart = Thread.ofVirtual().name("command-turns").unstarted(this::live);
        if (this.config.acrossReplicas()) {
            heart.start();
        }
    }

    /** A place in the queue for a device, to be closed when the command is done, or will not be. */
    public interface Turn extends AutoCloseable {
        /**
         * Waits until it is our turn; false when that takes too long.
         *
         * @throws io.hearth.runtime.redis.StoreUnavailable when Redis cannot say
         */
        boolean await(Duration patience);

        @Override
        void close();
    }

    /** Queues for a device; returns at once. */
    public Turn take(String device) {
        if (!config.acrossReplicas()) {
            return FREE;
        }
        Ticket ticket = new Ticket("cc:turn:" + device, run + ":" + tickets.incrementAndGet());
        ticket.queue();
        return ticket;
    }

    private final class Ticket implements Turn {
        private final String key;
        private final String text;
        private CompletableFuture<List<Response>> queued;

        private Ticket(String key, String text) {
            this.key = key;
            this.text = text;
        }

        /** Twice is no harm: all of a ticket's places are given back together. */
        private void queue() {
            queued = pile.sendLater(
                    alive(),
                    Request.cmd(RPUSH).arg(key).arg(text),
                    Request.cmd(PEXPIRE).arg(key).arg(KEPT.toMillis()));
        }

        @Override
        public boolean await(Duration patience) {
            long deadline = System.nanoTime() + patience.toNanos();
            if (!isQueued(patience)) {
                return false;
            }
            while (true) {
                Response first = pile.send(Request.cmd(LINDEX).arg(key).arg(0)).getFirst();
                String owner = first == null ? run : first.toString();
                if (owner.startsWith(run)) {
                    return true;
                }
                if (isDead(owner)) {
                    LOG.warnf("a replica is gone, its turn is taken queue=%s ticket=%s", key, owner);
                    pile.send(Request.cmd(LREM).arg(key).arg(0).arg(owner));
                } else if (System.nanoTime() >= deadline) {
                    return false;
                } else {
                    LockSupport.parkNanos(GLANCE.toNanos());
                }
            }
        }

        private boolean isQueued(Duration patience) {
            try {
                queued.copy()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                return true;
            } catch (CompletionException failure) {
                if (failure.getCause() instanceof TimeoutException) {
                    return false;
                }
                throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
            }
        }

        private boolean isDead(String ticket) {
            String owner = ticket.substring(0, ticket.indexOf(':'));
            return pile.send(Request.cmd(EXISTS).arg("cc:alive:" + owner))
                            .getFirst()
                            .toInteger()
                    == 0;
        }

        @Override
        public void close() {
            pile.sendLater(Request.cmd(LREM).arg(key).arg(0).arg(text)).whenComplete((removed, failure) -> {
                if (failure != null) {
                    // It would keep the others from the device for as long as we live.
                    unreturned.add(this);
                }
            });
        }
    }

    private Request alive() {
        return Request.cmd(SET)
                .arg("cc:alive:" + run)
                .arg("1")
                .arg("PX")
                .arg(config.lease().toMillis());
    }

    private void live() {
        try {
            while (true) {
                Thread.sleep(config.lease().dividedBy(5));
                pile.sendLater(alive());
                giveBack();
            }
        } catch (InterruptedException stop) {
            LOG.debug("no more turns");
        }
    }

    /** A ticket stays on the list until Redis has taken it back; nobody else takes from the list. */
    private void giveBack() {
        try {
            for (Ticket left = unreturned.peek(); left != null; left = unreturned.peek()) {
                pile.send(Request.cmd(LREM).arg(left.key).arg(0).arg(left.text));
                unreturned.poll();
            }
        } catch (RuntimeException away) {
            LOG.debugf("turns not given back yet reason=%s", away.getMessage());
        }
    }

    @PreDestroy
    void close() {
        heart.interrupt();
    }
}
