package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.action.webhook.WebhookPolicy;
import io.hearth.rules.backtest.History;
import io.hearth.rules.backtest.Replay;
import io.hearth.rules.backtest.Trials;
import io.hearth.rules.book.Caveats;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleFiles;
import io.hearth.rules.book.RuleRequests;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.device.KnownResource;
import io.hearth.rules.device.ResourceTypes;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.figures.ActionCounts;
import io.hearth.rules.figures.Evaluations;
import io.hearth.rules.replica.OwnTurn;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Subscriptions;
import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** How the service is put together. */
final class RulesParts {
    static final String SERVICE = "rules-engine";

    RulesParts() {}

    /** What time it is: one clock for all parts, so that a test can move it. */
    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Door door(RulesConfig config) {
        return Door.of(SERVICE, config.port(), RulesParts.class);
    }

    @Produces
    @Singleton
    static Station.Ground ground(EventChannels events, Bus bus, Subscriptions subscriptions, RulesConfig config) {
        return new Station.Ground(
                events, bus, subscriptions, config.evaluation().together());
    }

    @Produces
    @Singleton
    static DeviceCatalog catalog(RulesConfig config) {
        return new DeviceCatalog(config.catalog().maxDevices(), config.catalog().maxProfiles());
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
    static RuleFiles files(RulesEngine service) {
        return service.work().files();
    }

    @Produces
    static Actions actions(RulesEngine service) {
        return service.work().actions();
    }

    @Produces
    static ActionCounts counts(RulesEngine service) {
        return service.work().acting().counts();
    }

    @Produces
    static Evaluations evaluations(Engine engine) {
        return Evaluations.of(engine);
    }

    @Produces
    @Singleton
    static OwnTurn ownTurn(RulesEngine service) {
        return service::work;
    }

    @Produces
    static Caveats caveats(RuleCheck check, RuleBook book, RulesEngine service) {
        return new Caveats(check, book, new ActiveRules(service));
    }

    /** What an action that writes a reading has to know of the resource. */
    @Produces
    @Singleton
    static ResourceTypes types(DeviceCatalog catalog) {
        return (device, resource) -> catalog.profileOf(device)
                .map(profile -> new ResourceTypes.Known(
                        profile.name(), profile.resource(resource).flatMap(KnownResource::type)));
    }

    @Produces
    @Singleton
    static CelEnvironment cel(RulesConfig config) {
        return new CelEnvironment(config.cel());
    }

    @Produces
    @Singleton
    static RuleCheck check(DeviceCatalog catalog, CelEnvironment cel) {
        return new RuleCheck(catalog, cel);
    }

    @Produces
    @Singleton
    static RuleReader reader(RulesConfig config, RuleCheck check, TopicPolicy topics, WebhookPolicy webhooks) {
        return new RuleReader(
                config.document(), new FilledTexts(topics, webhooks), config.timeZone(), document -> check.of(document)
                        .orThrow());
    }

    @Produces
    @Singleton
    static RuleRequests requests(RuleReader reader) {
        return new RuleRequests(reader);
    }

    @Produces
    @Singleton
    static History history(RulesConfig config) {
        return new History(config.backtest());
    }

    static void close(@Disposes History history) {
        history.close();
    }

    @Produces
    @Singleton
    static Replay replay(RulesConfig config, DeviceCatalog catalog, CelEnvironment cel, RulesEngine service) {
        return new Replay(
                config.evaluation().settings(config.futureTolerance()),
                catalog,
                new CelExpressions(cel),
                firing -> service.work().actions().decide(firing).stream()
                        .map(Intent::deed)
                        .toList(),
                config.backtest());
    }

    @Produces
    @Singleton
    static Trials trials(RuleReader reader, RuleCheck check, Replay replay, Trials.Archive archive) {
        return new Trials(reader, check, replay, archive);
    }

    @Produces
    @Singleton
    static Trials.Archive archive(
            RulesConfig config, DeviceCatalog catalog, RulesEngine service, History history, Clock clock) {
        return new Trials.Archive(catalog, () -> service.work().book(), history, clock, config.backtest());
    }
}
