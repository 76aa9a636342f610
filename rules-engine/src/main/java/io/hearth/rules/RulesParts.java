package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.CommandCourier;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Expressions;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Selector;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Requests;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the service is put together. */
final class RulesParts {
    static final String SERVICE = "rules-engine";

    RulesParts() {}

    @Produces
    @Singleton
    static Door door(RulesConfig config) {
        return Door.of(SERVICE, config.port(), RulesParts.class);
    }

    @Produces
    @Singleton
    static Actions actions(RulesConfig config, RedisBatch redis, Bus bus, Requests requests) {
        requests.open();
        CommandCourier courier =
                new CommandCourier(requests, bus.topics(), config.actions().timeout());
        RedisOutboxStore store = new RedisOutboxStore(redis, config.actions().failedKept());
        return new Actions(courier, store, config.actions(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    static Engine engine(RulesConfig config, RedisBatch redis, Actions actions) {
        Evaluator evaluator = new Evaluator(
                Clock.systemUTC(),
                config.evaluation().settings(config.futureTolerance()),
                RulesParts::named,
                RulesParts::none);
        return new Engine(
                evaluator,
                new StateStore(redis, config.evaluation().windowReadings()),
                actions,
                List.of(),
                Clock.systemUTC());
    }

    /** Until the catalog of devices is there, only those that are named. */
    private static Set<String> named(Selector selector) {
        return selector instanceof Selector.Device(String name) ? Set.of(name) : Set.of();
    }

    /** Until the expressions are there, nobody can say. */
    private static Expressions.Compiled none(Condition.Expression expression) {
        return values -> Optional.empty();
    }

    @Produces
    @Singleton
    static RuleBook book(RulesConfig config, RedisBatch redis, Engine engine) {
        return new RuleBook(new RuleStore(redis), engine, Clock.systemUTC(), config.maxRules());
    }

    @Produces
    @Singleton
    static RuleRequests requests(RulesConfig config) {
        return new RuleRequests(new RuleReader(config.document()));
    }
}
