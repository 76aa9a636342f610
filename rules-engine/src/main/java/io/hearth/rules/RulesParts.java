package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.CommandCourier;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.BookConfig;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.book.RuleHistory;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.StateStore;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Requests;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

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
    static DeviceCatalog catalog(RulesConfig config) {
        return new DeviceCatalog(config.catalog().maxDevices(), config.catalog().maxProfiles());
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
        Evaluator evaluator = new Evaluator(Clock.systemUTC(), config.futureTolerance());
        return new Engine(evaluator, new StateStore(redis), actions);
    }

    @Produces
    @Singleton
    static RuleBook book(RulesConfig config, RedisBatch redis, Engine engine) {
        BookConfig book = config.book();
        RuleHistory history = new RuleHistory(redis, book.versions(), book.deleted(), book.deletedTime());
        return new RuleBook(new RuleStore(redis, history), engine, Clock.systemUTC(), config.maxRules());
    }

    @Produces
    @Singleton
    static RuleFiles files(RulesConfig config, RuleBook book, RuleRequests requests) {
        return new RuleFiles(config.book(), book, requests);
    }

    @Produces
    @Singleton
    static RuleRequests requests(RulesConfig config) {
        return new RuleRequests(new RuleReader(config.document()));
    }
}
