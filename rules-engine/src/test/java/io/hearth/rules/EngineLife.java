package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.OutboxStore;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Gate;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One life of the engine with its book of rules and its actions, on a Redis that outlives it; without a bus. */
final class EngineLife implements AutoCloseable {
    private final FarEnd farEnd;
    private final Actions actions;
    private final Engine engine;
    private final RuleBook book;
    private volatile boolean commanding = true;
    private volatile boolean noting = true;

    /** What core-command has done in all lives: once per command id, as it does. */
    static final class FarEnd {
        private final Map<UUID, String> commanded = new LinkedHashMap<>();
        private int asked;

        /** The modes that devices were told, in order. */
        synchronized List<String> told() {
            return List.copyOf(commanded.values());
        }

        /** How often it was asked, also for what it had done already. */
        synchronized int asked() {
            return asked;
        }

        private synchronized void does(Intent intent) {
            asked++;
            commanded.putIfAbsent(intent.id(), (String) intent.values().get("mode"));
        }
    }

    EngineLife(RedisBatch redis, Clock clock, FarEnd farEnd, List<Participant> participants) {
        this(redis, clock, farEnd, participants, Gate.OPEN);
    }

    EngineLife(RedisBatch redis, Clock clock, FarEnd farEnd, List<Participant> participants, Gate gate) {
        FencedRedis open = FencedRedis.open(redis);
        this.farEnd = farEnd;
        this.actions = new Actions(this::command, new Noting(open), new QuickActions(0, 100), clock);
        this.engine = new Engine(
                Given.evaluator(clock), new StateStore(open, 100, 1_000), actions, participants, gate, clock);
        this.book = RuleBook.own(new RuleStore(open), clock, 10);
    }

    Engine engine() {
        return engine;
    }

    RuleBook book() {
        return book;
    }

    /** From now on commands do not come to the far end. */
    void commandsNothing() {
        commanding = false;
    }

    /** They come there again. */
    void commandsAgain() {
        commanding = true;
    }

    /** From now on what was done stays in the outbox. */
    void notesNothing() {
        noting = false;
    }

    /** Whether nothing is to be done any more. */
    boolean isIdle() {
        return actions.figures().waiting() == 0;
    }

    /** The state of the first rule for its first device. */
    String state() {
        UUID first = book.all().findFirst().orElseThrow().id();
        return engine.status(first).getFirst().state().label();
    }

    void start() {
        actions.listen(new CoolDowns(engine));
        book.open(engine);
    }

    private Outcome command(Intent intent) {
        if (!commanding) {
            return new Outcome.Later("killed");
        }
        farEnd.does(intent);
        return new Outcome.Done();
    }

    @Override
    public void close() {
        actions.close();
    }

    private final class Noting implements OutboxStore {
        private final OutboxStore inRedis;

        Noting(FencedRedis redis) {
            this.inRedis = new RedisOutboxStore(redis, 10);
        }

        @Override
        public List<Intent> load() {
            return inRedis.load();
        }

        @Override
        public void remove(Collection<Intent> intents) {
            if (!noting && !intents.isEmpty()) {
                throw new StoreUnavailable("killed", null);
            }
            inRedis.remove(intents);
        }

        @Override
        public void keep(Intent intent) {
            inRedis.keep(intent);
        }

        @Override
        public void giveUp(FailedAction failed) {
            inRedis.giveUp(failed);
        }

        @Override
        public List<FailedAction> failed() {
            return inRedis.failed();
        }
    }
}
