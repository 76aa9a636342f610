package io.hearth.rules.replica;

import io.hearth.rules.fault.Faults;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.stop.StopDeadline;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The replicas that share the devices among themselves, as one of them sees it: says that it is there, knows who else is, and
 * keeps to its part of the shares.
 */
public final class Company implements Admission, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Company.class);
    private static final String WORKER = "rules-company";

    private final Register register;
    private final ReplicaConfig config;
    private final Me me;
    private final String url;
    private final LongSupplier rules;
    private volatile List<Replica> shares = List.of();
    private volatile View view = View.NONE;
    private volatile String trouble = "it is not known yet who else is there";
    /** Whose time is not known yet came last. */
    private volatile long since = Long.MAX_VALUE;

    private boolean isCutOff;
    private int admitted;
    private int part;
    private Optional<Thread> life = Optional.empty();

    /**
     * Nobody yet.
     *
     * @param url   where this replica answers the others
     * @param rules which revision of the rules is evaluated here
     */
    private Company(RedisBatch redis, ReplicaConfig config, Me me, String url, LongSupplier rules) {
        this.register = new Register(redis, config.shares(), config.lease());
        this.config = config;
        this.me = me;
        this.url = url;
        this.rules = rules;
    }

    /** As this replica of a name. */
    public static Company of(RedisBatch redis, ReplicaConfig config, String name, String url, LongSupplier rules) {
        return new Company(redis, config, Me.named(name), url, rules);
    }

    /** Who this replica is. */
    Me me() {
        return me;
    }

    /** Begins to be there, with these shares to be worked on. */
    public void start(List<Replica> workedOn) {
        shares = List.copyOf(workedOn);
        Thread thread = Thread.ofPlatform().daemon().name(WORKER).unstarted(this::live);
        life = Optional.of(thread);
        thread.start();
    }

    private void live() {
        try {
            boolean failing = false;
            while (true) {
                failing = !tryToLook(failing);
                Thread.sleep(config.look());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToLook(boolean failing) {
        try {
            look();
            Faults.over(WORKER);
            return true;
        } catch (Error unforeseen) {
            Faults.failing(WORKER, unforeseen);
            return false;
        } catch (RuntimeException notNow) {
            // What was known before is the best guess: who works on what is said by the leases.
            if (!failing) {
                LOG.warnf("it is not known which replicas are there reason=%s", notNow.getMessage());
            }
            return false;
        }
    }

    private void look() {
        Present here = new Present(me.run(), me.name(), url, since, rules.getAsLong());
        switch (register.announce(here)) {
            case Register.Answer.Welcome(long now, View seen) -> {
                if (since == Long.MAX_VALUE) {
                    since = now;
                    look();
                    return;
                }
                trouble = "";
                view = seen;
                noteReach(Reach.isCutOff(here, seen.present()));
                keepTo(shares.size() == 1 ? 1 : FairPart.of(me.run(), seen.present(), shares.size()));
            }
            case Register.Answer.Unlike(int others) -> {
                String reason = "hearth.rules.replica.shares is " + config.shares() + ", that of the other replicas is "
                        + others;
                if (!reason.equals(trouble)) {
                    LOG.errorf("standing by until they are the same: %s", reason);
                }
                trouble = reason;
                view = View.NONE;
                keepTo(0);
            }
        }
    }

    private void noteReach(boolean isNowCutOff) {
        if (isNowCutOff && !isCutOff) {
            LOG.warnf(
                    "other replicas do not reach this one, nor what it looks after: its URL is a loopback address and"
                            + " theirs are not (hearth.rules.replica.url) replica=%s url=%s",
                    me.name(), url);
        }
        isCutOff = isNowCutOff;
    }

    private void keepTo(int allowed) {
        synchronized (this) {
            if (part != allowed) {
                LOG.infof("shares of the devices to look after part=%d of=%d", allowed, config.shares());
            }
            part = allowed;
        }
        List<Replica> atWork = shares.stream().filter(Replica::isAtWork).toList();
        if (atWork.size() > allowed) {
            atWork.subList(allowed, atWork.size()).forEach(Replica::handOver);
        }
    }

    @Override
    public synchronized boolean enter() {
        boolean may = admitted < part;
        admitted += may ? 1 : 0;
        return may;
    }

    @Override
    public synchronized void leave() {
        admitted--;
    }

    @Override
    public String reason() {
        return trouble.isEmpty() ? "others look after this share of the devices" : trouble;
    }

    /** Why this replica takes no part; empty when it does. */
    public String trouble() {
        return trouble;
    }

    /** Who looks after a share; empty when nobody is known to. */
    public Optional<Present> holder(int share) {
        return view.holder(share);
    }

    /** Whether all that are up evaluate by this revision of the rules, or a later one. */
    public boolean allKnow(long revision) {
        return view.present().stream()
                .filter(one -> !one.run().equals(me.run()))
                .allMatch(one -> one.rules() >= revision || one.rules() < 0);
    }

    /** Is no longer there for the others, who take what is left. */
    @Override
    public void close() {
        life.ifPresent(thread -> {
            thread.interrupt();
            try {
                thread.join(StopDeadline.atMost(config.lease()));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            register.leave(me.run());
        } catch (RuntimeException forgottenByItself) {
            LOG.debugf(forgottenByItself, "the others are not told of the stop");
        }
    }
}
