package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.CommandCourier;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.replica.CourierInTurn;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts together what is at work, anew for each turn. All that it writes goes through the turn's own way to Redis. */
@Singleton
class Works {
    private final RulesConfig config;
    private final Bus bus;
    private final Requests requests;

    Works(RulesConfig config, Bus bus, Requests requests) {
        this.config = config;
        this.bus = bus;
        this.requests = requests;
    }

    /** Connects to where actions go, which takes a while: one that stands by has done so already. */
    void prepare() {
        requests.open();
    }

    Work in(Turn turn) {
        FencedRedis redis = turn.redis();
        Clock clock = Clock.systemUTC();
        Actions actions = actions(turn, redis, clock);
        Evaluator evaluator = new Evaluator(clock, config.futureTolerance());
        Engine engine = new Engine(evaluator, new StateStore(redis), actions);
        return new Work(engine, new RuleBook(new RuleStore(redis), engine, clock, config.maxRules()), actions);
    }

    private Actions actions(Turn turn, FencedRedis redis, Clock clock) {
        CommandCourier courier =
                new CommandCourier(requests, bus.topics(), config.actions().timeout());
        RedisOutboxStore store = new RedisOutboxStore(redis, config.actions().failedKept());
        return new Actions(new CourierInTurn(courier, turn), store, config.actions(), clock);
    }
}
