package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Engine;
import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How the service is put together. */
final class RulesParts {
    static final String SERVICE = "rules-engine";

    RulesParts() {}

    @Produces
    @Singleton
    static Door door(RulesConfig config) {
        return Door.of(SERVICE, config.port(), RulesParts.class);
    }

    /** Of the turn that it is when they are asked for: with a request each, as resources are made. */
    @Produces
    static Engine engine(RulesEngine service) {
        return service.work().engine();
    }

    @Produces
    static RuleBook book(RulesEngine service) {
        return service.work().book();
    }

    @Produces
    static Actions actions(RulesEngine service) {
        return service.work().actions();
    }

    @Produces
    @Singleton
    static RuleRequests requests(RulesConfig config) {
        return new RuleRequests(new RuleReader(config.document()));
    }
}
